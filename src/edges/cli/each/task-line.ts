import type { EndedTask } from '../../../engine/many.ts';
import type { OutcomeError } from '../../../engine/outcome.ts';
import { Secret } from '../../../secrets/secret.ts';

/** How one of many ended: a line of --results, of --format jsonl, and an entry of the answer's `tasks`. */
export type TaskLine = {
  readonly task: string | null;
  readonly line: number;
  /** As it was given: this is the operator's own file. */
  readonly target: string;
  readonly 'identity-id': string | null;
  readonly status: string;
  /** As those of a single run; may hold secrets. */
  readonly results: Readonly<Record<string, unknown>>;
  readonly error?: OutcomeError;
};

export function taskLine({ target, outcome }: EndedTask): TaskLine {
  const { 'identity-id': id, ...results } = outcome.results;
  return {
    task: outcome.task,
    line: target.line,
    target: target.text,
    'identity-id': typeof id === 'string' ? id : null,
    status: outcome.status,
    results,
    ...(outcome.error === undefined ? {} : { error: outcome.error }),
  };
}

/** Whether something in it is shown once and never again, such as a recovery code. */
export const holdsSecret = ({ results }: TaskLine): boolean => contains(results);

function contains(value: unknown): boolean {
  if (value instanceof Secret) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(contains);
}
