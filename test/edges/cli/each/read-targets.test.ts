import { describe, expect, it } from 'vitest';
import { readTargets, type TargetRow } from '../../../../src/edges/cli/each/read-targets.ts';
import { IdpError } from '../../../../src/errors/idp-error.ts';

type Source = string | Uint8Array;

/** The rows of a file, which comes in pieces of a few bytes, so that no line and no character comes whole. */
async function rowsOf(name: string, source: Source, column?: string, size = 3): Promise<TargetRow[]> {
  const rows: TargetRow[] = [];
  for await (const row of readTargets({ name, chunks: pieces(source, size) }, column)) rows.push(row);
  return rows;
}

async function* pieces(source: Source, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(source as string);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function textsOf(name: string, source: Source, column?: string): Promise<string[]> {
  return (await rowsOf(name, source, column)).map(({ text }) => text);
}

async function complaint(name: string, source: Source, column?: string, size?: number): Promise<string> {
  const failure: unknown = await rowsOf(name, source, column, size).catch((error: unknown) => error);
  if (!(failure instanceof IdpError)) throw new Error(`no complaint but ${JSON.stringify(failure)}`);
  expect(failure.code).toBe('usage');
  expect(failure.hint).toContain('nothing was recorded or sent');
  return failure.message;
}

const id = '6f0c4a31-6c0b-4f38-9f0e-2f1d3f5b7a90';

describe('a plain list', () => {
  it('has one target a line, without blanks around it; blank lines and comments are none', async () => {
    const text = '# people of May\nada@example.com\n\n  Grace \n# bob@example.com\n+15550100\n';
    expect(await rowsOf('people.txt', text)).toEqual([
      { text: 'ada@example.com', line: 2 },
      { text: 'Grace', line: 4 },
      { text: '+15550100', line: 6 },
    ]);
  });

  it.each([
    ['CRLF', 'ada\r\nbob\r\n'],
    ['a byte order mark', '\uFEFFada\nbob\n'],
    ['no line feed at the end', 'ada\nbob'],
    ['blank lines at the end', 'ada\nbob\n\n\n'],
  ])('may have %s', async (_, text) => {
    expect(await textsOf('ids', text)).toEqual(['ada', 'bob']);
  });

  it('keeps characters that its pieces cut in half', async () => {
    expect(await textsOf('ids', 'zoë@exämple.com\n日本\n👩🏽\u200D🚀\n')).toEqual([
      'zoë@exämple.com',
      '日本',
      '👩🏽\u200D🚀',
    ]);
  });

  it('tells an id in quotes as a JSON line from a list', async () => {
    expect(await textsOf('ids', `"${id}"\n"ada"\n`)).toEqual([id, 'ada']);
  });
});

describe('CSV', () => {
  it.each([
    ['the only column', 'who\nada\nbob\n', undefined],
    ['email', 'name,email\nAda,ada\nBob,bob\n', undefined],
    ['id, in another case', 'Name,ID\nAda,ada\nBob,bob\n', undefined],
    ['identity-id', 'email of,identity-id\nx,ada\ny,bob\n', undefined],
    ['the one that is asked for', 'id,login,email\n1,ada,x\n2,bob,y\n', 'login'],
    ['a heading alone in quotes', '"email"\nada\nbob\n', undefined],
    ['semicolons', 'name;email\nLovelace, Ada;ada\nBob;bob\n', undefined],
    ['tabs', 'name\temail\nLovelace, Ada\tada\nBob\tbob\n', undefined],
    ['another separator in quotes', '"Name, ""full""";email\nLovelace, Ada;ada\nBob;bob\n', undefined],
    ['a byte order mark and CRLF', '\uFEFFname,email\r\nAda,ada\r\nBob,bob\r\n', undefined],
    ['rows of empty cells', 'name,email\n,\nAda,ada\n ,\nBob,bob\n,\n', undefined],
    ['a comment above', '# from HR\nname,email\nAda,ada\nBob,bob\n', undefined],
  ])('takes the column by its heading: %s', async (_, text, column) => {
    expect(await textsOf('people.csv', text, column)).toEqual(['ada', 'bob']);
  });

  it('is told from a list by its header where the name does not say', async () => {
    expect(await textsOf('standard input', 'email\nada\n')).toEqual(['ada']);
    expect(await textsOf('standard input', 'name,email\nAda,ada\n')).toEqual(['ada']);
    expect(await textsOf('standard input', 'login\nada\n', 'login')).toEqual(['ada']);
  });

  it('counts lines where cells in quotes hold line feeds, commas and quotes', async () => {
    const text = '# two\nnote,email\n"a\nb ""c"",",ada\n\nx,bob\n"y\r\nz",eve\n';
    expect(await rowsOf('people.csv', text)).toEqual([
      { text: 'ada', line: 3 },
      { text: 'bob', line: 6 },
      { text: 'eve', line: 7 },
    ]);
  });

  it.each([
    [
      'no column that can be meant',
      'name,login\nAda,ada\n',
      undefined,
      'p.csv:1: the columns are "name", "login": none of identity-id, id and email.',
    ],
    [
      'two that can be meant',
      'id,email\n1,ada\n',
      undefined,
      'p.csv:1: the columns are "id", "email": more than one of identity-id, id and email.',
    ],
    [
      'no column of that name',
      'id,email\n1,ada\n',
      'login',
      'p.csv:1: no column called "login" among "id", "email".',
    ],
    [
      'two of that name',
      'id,login,login\n1,ada,x\n',
      'login',
      'p.csv:1: 2 columns called "login" among "id", "login", "login".',
    ],
    [
      'no header',
      'ada@example.com\nbob@example.com\n',
      undefined,
      'p.csv:1:1: the header of a CSV file is expected here, and this is a row.',
    ],
    ['an empty cell', 'name,email\nAda,ada\nBob, \n', undefined, 'p.csv:3: column "email" is empty.'],
    [
      'a row too short',
      'name,email\nAda,ada\nBob\n',
      undefined,
      'p.csv:3: the row has more or fewer cells than the header.',
    ],
    [
      'a row too long',
      'name,email\nLovelace, Ada,ada\n',
      undefined,
      'p.csv:2: the row has more or fewer cells than the header.',
    ],
    [
      'a quote that never ends',
      'name,email\nAda,ada\n"Bob,bob\nEve,eve\n',
      undefined,
      'p.csv:3: a quote is opened in this row and never closed.',
    ],
    [
      'a quote within a cell',
      'name,email\nAda "the" L,ada\n',
      undefined,
      'p.csv:2: a quote stands where none may (a quote in a cell is doubled).',
    ],
    [
      'a row of many lines without end',
      `name,email\nAda,ada\n"${`${'x'.repeat(1000)}\n`.repeat(1100)}`,
      undefined,
      'p.csv:3: the row is longer than 1 MiB.',
    ],
    [
      'a control character',
      'name,email\nAda,a\u0007da\n',
      undefined,
      'p.csv:2: column "email" holds a control character.',
    ],
  ])('with %s is refused', async (_, text, column, message) => {
    expect(await complaint('p.csv', text, column, 65_536)).toBe(message);
  });
});

describe('JSON lines', () => {
  it('are texts, or objects by the same rule of columns', async () => {
    const text = `"ada"\n{"email":"bob","name":"Bob"}\n\n{"id":"${id}","schema_id":"default","traits":{"email":"x"}}\n{"who":"eve"}\r\n`;
    expect(await rowsOf('people', text)).toEqual([
      { text: 'ada', line: 1 },
      { text: 'bob', line: 2 },
      { text: id, line: 4 },
      { text: 'eve', line: 5 },
    ]);
    expect(await textsOf('people', '{"id":"1","login":"ada"}', 'login')).toEqual(['ada']);
  });

  it('that idp wrote itself are read by their target', async () => {
    const failed = '{"target":"ada","line":3,"task":"7","code":"timeout","message":"…"}\n';
    const result = '{"task":"8","line":4,"target":"bob","identity-id":null,"status":"failed"}\n';
    expect(await textsOf('ids.failed.jsonl', failed + result)).toEqual(['ada', 'bob']);
  });

  it.each([
    ['what is no JSON', '"ada"\n{"email": ada}\n', undefined, 'p.jsonl:2: this is not JSON.'],
    ['a line that ends too soon', '{"email":"ada"\n', undefined, 'p.jsonl:1:15: this is not JSON.'],
    ['a number', '5\n', undefined, 'p.jsonl:1:1: a text or an object is expected.'],
    ['a list in a line', '"ada"\n["bob"]\n', undefined, 'p.jsonl:2:1: a text or an object is expected.'],
    ['a member that is no text', '{"email":null}\n', undefined, 'p.jsonl:1: "email" is no text.'],
    ['an empty member', '{"email":" "}\n', undefined, 'p.jsonl:1: "email" is empty.'],
    ['half of a character', '"\\ud800"\n', undefined, 'p.jsonl:1: the target holds half of a character.'],
    ['a NUL in JSON', '"a\\u0000"\n', undefined, 'p.jsonl:1: the target holds a control character.'],
    [
      'no such member',
      '{"id":"1"}\n{"email":"ada"}\n',
      'id',
      'p.jsonl:2: no column called "id" among "email".',
    ],
    [
      'a whole array',
      '[\n"ada"]\n',
      undefined,
      'p.jsonl is a JSON array; JSON lines are wanted, one value on each.',
    ],
  ])('with %s are refused', async (_, text, column, message) => {
    const failure: unknown = await rowsOf('p.jsonl', text, column).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'usage', message });
  });
});

describe('what is no text', () => {
  it.each([
    ['a NUL', 'ada\nbo\0b\n', 'p.txt:2:3: there is a NUL, which no text has.'],
    [
      'Latin-1',
      Buffer.concat([Buffer.from('ada\nzo\u{1F680}'), Buffer.from([0xeb, 0x40])]),
      'p.txt:2:4: this is not UTF-8.',
    ],
    ['half a character at its end', Buffer.from([0x61, 0xe2, 0x82]), 'p.txt:1:2: this is not UTF-8.'],
    ['UTF-16', Buffer.from('\uFEFFada\n', 'utf16le'), 'p.txt:1:1: the file is UTF-16; save it as UTF-8.'],
    ['a line too long', `ada\n${'x'.repeat(1_100_000)}`, 'p.txt:2: the line is longer than 1 MiB.'],
    [
      'a target too long',
      `ada\n${'x'.repeat(1025)}\n`,
      'p.txt:2:1: the target is longer than 1024 characters.',
    ],
    ['a control character', 'ada\n b\u001Bob\n', 'p.txt:2:3: the target holds a control character.'],
    ['nothing', '', 'p.txt names nobody: it has no row.'],
    ['nothing but comments', '# nobody\n\n', 'p.txt names nobody: it has no row.'],
  ])('is refused by its place: %s', async (_, source, message) => {
    expect(await complaint('p.txt', source, undefined, 65_536)).toBe(message);
  });

  it('is found in a CSV file too', async () => {
    const source = Buffer.concat([Buffer.from('name,email\nZo'), Buffer.from([0xeb]), Buffer.from(',zoe\n')]);
    expect(await complaint('p.csv', source)).toBe('p.csv:2:3: this is not UTF-8.');
    expect(await complaint('p.csv', 'name,email\n')).toBe('p.csv names nobody: it has no row.');
  });
});
