import { join } from 'node:path';
import { hostOf } from '../../../src/kratos/kratos-urls.ts';
import { createImportJournal } from '../../../src/transfer/journal/open-import-journal.ts';
import type { KratosUnderTest } from '../../actions/kratos-under-test.ts';
import { imported, type ImportedRow } from '../../transfer/verify/imported.ts';
import { anEnd, historyOf, newOperation } from '../recorded-history.ts';
import type { User } from '../user.ts';

/** What an import by this user would leave: its record, its journal, and the identities of the rows. */
export async function importedBy(
  user: User,
  kratos: KratosUnderTest,
  rows: readonly ImportedRow[],
): Promise<{ readonly operation: string; readonly ids: readonly string[] }> {
  const { adminUrl, publicUrl } = kratos;
  const history = historyOf(user);
  const asked = newOperation({
    action: 'import-identities',
    effect: 'write',
    host: hostOf(adminUrl),
    context: null,
    parameters: {},
  });
  const { operation, firstTask } = await history.openMany(asked, ['people.jsonl'], 1);
  await history.start(firstTask, asked.enqueued);
  await history.close(firstTask, anEnd({ changed: true, results: { changed: true } }));
  const request = { action: 'import-identities', input: { bare: ['people.jsonl'], pairs: [] } };
  const journal = createImportJournal(join(user.dataFolder, 'operations'), operation, {
    request,
    aim: { adminUrl, publicUrl },
  });
  return { operation, ids: await imported(kratos, journal, rows) };
}
