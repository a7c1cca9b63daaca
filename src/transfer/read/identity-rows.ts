import { readJsonRecords } from '../../records/read-json-records.ts';
import type { RecordProblem, RecordStream } from '../../records/record.ts';
import { shownName } from '../check/shown-name.ts';
import type { ReadRow } from '../import/import-row.ts';
import { identityRow } from './identity-row.ts';
import type { IdentityFile } from './import-input.ts';
import type { RowCounter } from './row-counter.ts';
import { unreadRow } from './unread-row.ts';

/** The identities of all files, one after the other, as they are. */
export async function* identityRows(
  files: readonly IdentityFile[],
  rows: RowCounter,
): AsyncGenerator<readonly ReadRow[]> {
  for (const one of files) {
    const names = new Set<string>();
    const isToBeTold = fewWarnings();
    const note = (name: string): void => void (names.size < namesKept && names.add(name));
    for await (const chunk of await recordsOf(one, note)) {
      const out: ReadRow[] = [];
      for (const item of chunk) {
        if ('record' in item) out.push({ row: identityRow(item.record, rows.next()) });
        else if (isToBeTold(item.problem)) out.push(unreadRow(item.problem, rows));
      }
      if (out.length > 0) yield out;
    }
    if (names.size > 0) yield [besideIdentities(one, [...names], rows)];
  }
}

async function recordsOf({ file, form }: IdentityFile, note: (name: string) => void): Promise<RecordStream> {
  // Its parser takes long to load.
  if (form === 'yaml') return (await import('./read-yaml-records.ts')).readYamlRecords(file, note);
  return readJsonRecords(file, {
    arrayKeys: ['identities'],
    onEnvelope: note,
    onPassedOver: note,
    bigNumbers: 'told',
  });
}

const namesKept = 20;

/** A comma behind every line of a million is told often enough after ten. */
function fewWarnings(): (problem: RecordProblem) => boolean {
  let told = 0;
  return ({ harmless }) => {
    if (harmless !== true) return true;
    told += 1;
    return told <= warningsTold;
  };
}

const warningsTold = 10;

function besideIdentities({ file }: IdentityFile, names: readonly string[], rows: RowCounter): ReadRow {
  const place = { file: file.name, record: 1, line: 1 };
  const message = `What the file says beside its identities is not imported: ${names.map(shownName).join(', ')}.`;
  const problem = { place, code: 'beside-records', message, fatal: false } as const;
  return unreadRow(problem, rows);
}
