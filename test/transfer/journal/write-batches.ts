import { openImportJournal } from '../../../src/transfer/journal/open-import-journal.ts';
import { endedRow, rejectOf, sendingRows } from './journal-rows.ts';

/**
 * Journals batches of rows, every seventh of them rejected, until it is killed or cannot write any more, and says after each
 * on standard output how far it is: `began 1000`, `ended 1000`. What ends it otherwise is its last line, as JSON.
 * Arguments: folder, rows of a batch, batches, bytes of a
 * line for the file of rejects.
 */
const [, , folder = '', size = '', batches = '', bytes = ''] = process.argv;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const journal = openImportJournal(folder, '12');
  for (let batch = 0; batch < Number(batches); batch += 1) {
    const rows = sendingRows(batch * Number(size) + 1, Number(size));
    const last = rows.at(-1)?.position;
    journal.beginSending(rows, 1);
    say(`began ${last}`);
    const ends = rows.map(({ position }) => endedRow(position));
    journal.end(
      ends,
      ends.filter(({ end }) => end === 'rejected').map(({ position }) => rejectOf(position, Number(bytes))),
    );
    say(`ended ${last}`);
  }
  journal.finish();
  journal.close();
  say(JSON.stringify({ code: 'finished' }));
} catch (error) {
  const { code, message, hint } = error as { code: string; message: string; hint: string };
  say(JSON.stringify({ code, message, hint }));
}
