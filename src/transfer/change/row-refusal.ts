import { IdpError } from '../../errors/idp-error.ts';
import type { RowProblem } from '../import/import-row.ts';

/** A row that cannot be brought over, and why: ends that row, and no other. */
export class RowRefusal extends IdpError {
  readonly problem: RowProblem;

  constructor(problem: Omit<RowProblem, 'rejects'>) {
    super('kratos-rejected', `The row is refused: ${problem.message}.`);
    this.problem = { ...problem, rejects: true };
  }
}
