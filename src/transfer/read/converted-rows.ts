import { type ConversionStep, convertFiles } from '../../sources/convert-files.ts';
import type { UniqueIndex } from '../../sources/unique-index.ts';
import type { ReadRow, RowProblem } from '../import/import-row.ts';
import type { ImportReading, ImportWorld } from './import-input.ts';
import type { RowCounter } from './row-counter.ts';
import { clause, unreadPosition } from './unread-row.ts';
import { patchIdOf } from './unwrap-create.ts';

/** The records of another system's export, converted. */
export async function* convertedRows(
  { chosen, settings }: Extract<ImportReading, { kind: 'records' }>,
  { signal, workFolder }: Pick<ImportWorld, 'signal' | 'workFolder'>,
  rows: RowCounter,
): AsyncGenerator<readonly ReadRow[]> {
  for await (const steps of convertFiles(chosen, { workFolder, settings, signal }, unclaimed)) {
    yield steps.map((step) => convertedRow(step, chosen.name === 'kratos', rows));
  }
}

/** Who has an identifier already is found out when rows are checked, by the schema. */
const unclaimed: Pick<UniqueIndex, 'claim' | 'close'> = { claim: () => undefined, close: () => undefined };

function convertedRow(step: ConversionStep, isOfKratos: boolean, rows: RowCounter): ReadRow {
  const { place, value, identity, hook, leftOut } = step;
  const patch = patchIdOf(isOfKratos ? value?.['patch_id'] : undefined);
  const problems = [...step.problems.map(rowProblem), ...patch.problems];
  const [problem] = problems;
  if (value === undefined && problem !== undefined) {
    return { unread: { ...unreadPosition(!problem.rejects, rows), place, problem } };
  }
  return {
    row: {
      position: rows.next(),
      place,
      original: value,
      body: { ...identity },
      patchId: patch.patchId,
      oldId: identity?.external_id,
      stripped: leftOut,
      ...(hook !== undefined && { hook }),
      problems,
    },
  };
}

function rowProblem({ code, field, message, rejects }: ConversionStep['problems'][number]): RowProblem {
  return { code, pointer: field, message: clause(message), rejects };
}
