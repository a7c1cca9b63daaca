import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openInput } from '../../src/records/open-input.ts';
import { readTable } from '../../src/sources/read-table.ts';

test.each([
  ['mysql --batch', 'id\tnote\tlast\n1\ta\\tb "\\\\n"\tNULL\n', { id: '1', note: 'a\tb "\\n"', last: null }],
  ['COPY … TO', 'id\tnote\tlast\n1\tNULL\t\\N\n', { id: '1', note: 'NULL', last: null }],
  ['CSV', 'id,note,last\n1,"a\tb",\n', { id: '1', note: 'a\tb', last: '' }],
  [
    'a spreadsheet with tabs',
    '"id"\t"note"\t"last"\n1\t"two\nlines"\t\n',
    { id: '1', note: 'two\nlines', last: '' },
  ],
])('a table as %s writes it is read', async (_, text, value) => {
  const folder = await mkdtemp(join(tmpdir(), 'idp-table-'));
  try {
    const path = join(folder, 'table');
    await writeFile(path, text);
    const items = [];
    for await (const chunk of readTable(await openInput(path))) items.push(...chunk);
    expect(items).toMatchObject([{ record: { value } }]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
