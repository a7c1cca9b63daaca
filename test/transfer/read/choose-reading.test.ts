import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SourceChoices } from '../../../src/sources/source-choices.ts';
import { openImportInput } from '../../../src/transfer/read/open-import-input.ts';
import { fixture, goodRows, rowsOf, rowsOfText, withFolder } from './input-rows.ts';

const text = JSON.stringify;
const person = { schema_id: 'default', traits: { email: 'ada@example.com' } };

/** Message and hint, in two lines; folders are left out. */
const refusal = (rows: Promise<unknown>): Promise<string> =>
  rows.then(
    () => 'read',
    (error: unknown) => {
      const { message, hint } = error as { message: string; hint: string };
      return `${message}\n${hint}`.replaceAll(/\/\S*\//g, '');
    },
  );

describe('what another system exported', () => {
  const files = readdirSync(fixture('sources'), { recursive: true })
    .map(String)
    .filter((path) => /\.(?:json|ndjson|csv|tsv|txt|ldif)$/.test(path))
    .filter((path) => !/^(?:kratos|csv|okta|cognito)\/|passwords\.json$|\/hash-config\./.test(path));

  it.each(files)('is refused, with the name to give: %s', async (path) => {
    const [system = ''] = path.split('/');
    expect(await refusal(rowsOf([fixture(`sources/${path}`)]))).toContain(
      `looks like what ${system} exports; say so with --from ${system}.`,
    );
  });

  it('is converted where it is named, each record with what it was', async () => {
    const rows = goodRows(await rowsOf([fixture('sources/auth0/users.ndjson')], { from: 'auth0' }));
    const [row] = rows;
    expect(row).toMatchObject({ position: 1, place: { line: 1 }, problems: [{ rejects: false }] });
    expect(row?.body['metadata_admin']).toHaveProperty('auth0');
    expect(row?.oldId).toBe(row?.body['external_id']);
    expect(row?.original).toHaveProperty('email');
    expect(rows.map(({ position }) => position)).toEqual(rows.map((_, index) => index + 1));
  });

  it('is named by its mapping, too', async () => {
    await withFolder(async (folder) => {
      const [mapping, users] = [join(folder, 'mapping.yaml'), fixture('sources/auth0/users.ndjson')];
      await writeFile(mapping, 'source: auth0\nleave-out: [nickname]\n');
      const [row] = goodRows(await rowsOf([users], { mapping }));
      expect(row?.body['metadata_admin']).toHaveProperty('auth0');
      expect(row?.stripped).toContain('nickname');
    });
  });

  it('has records that cannot be converted, which stay as they are for the rejects', async () => {
    const users = `${text({ user_id: 'auth0|1', email: 'ada@example.com' })}\n${text({ user_id: 'auth0|2' })}\n{"user_id":\n`;
    const rows = await rowsOfText('users.ndjson', users, { from: 'auth0' });
    expect(rows).toMatchObject([
      { row: { position: 1, problems: [{ rejects: false }], oldId: 'auth0|1' } },
      {
        row: {
          position: 2,
          original: { user_id: 'auth0|2' },
          body: {},
          problems: [{ rejects: false }, { code: 'no-identifier', pointer: 'email', rejects: true }],
        },
      },
      { unread: { position: 3, isRow: true, problem: { code: 'syntax', rejects: true } } },
    ]);
    const rejects = rows
      .map((one) => ('row' in one ? one.row : { original: null }))
      .map(({ original }) =>
        text({ file: 'users.ndjson', record: 1, line: 1, problems: [], value: original }),
      );
    const again = await rowsOfText('users.rejects.jsonl', rejects.join('\n'), { from: 'auth0' });
    expect(again.map((one) => ('row' in one ? one.row.original : undefined))).toEqual([
      { user_id: 'auth0|1', email: 'ada@example.com' },
      { user_id: 'auth0|2' },
      undefined,
    ]);
  });

  it('may hold identifiers twice, of which the check of rows tells', async () => {
    const user = text({ user_id: 'a|1', email: 'ada@example.com' });
    const rows = goodRows(await rowsOfText('users.ndjson', `${user}\n${user}\n`, { from: 'auth0' }));
    expect(rows.flatMap(({ problems }) => problems.filter(({ rejects }) => rejects))).toEqual([]);
  });

  it('has hashes for the hook', async () => {
    const phpass = '$P$B55D6LjfHDkINU5wF.v2BuuzO0/XPk/';
    const csv = `email,password\nada@example.com,${phpass}\n`;
    const choices: SourceChoices = { hookHashes: 'hashes.jsonl', map: ['credentials.password=password'] };
    const rows = goodRows(await rowsOfText('users.csv', csv, choices));
    expect(rows).toMatchObject([{ hook: { identifiers: ['ada@example.com'], hash: phpass } }]);
  });
});

describe('a table', () => {
  it.each<[string, string]>([
    ['users.csv', 'email,name\nada@example.com,Ada\n'],
    ['users', 'email;name\nada@example.com;Ada\n'],
    ['users.tsv', 'email\tname\nada@example.com\tAda\n'],
    ['users.csv', 'email\nada@example.com\n'],
  ])('is converted by itself: %s', async (name, content) => {
    const rows = goodRows(await rowsOfText(name, content));
    expect(rows).toMatchObject([{ place: { line: 2 }, body: { traits: { email: 'ada@example.com' } } }]);
  });

  it.each(['okta/people.csv', 'okta/users.json', 'cognito/users.csv'])(
    'of a system with a mapping that comes along is converted by it: %s',
    async (path) => {
      const rows = await rowsOf([fixture(`sources/${path}`)]);
      const [row] = rows;
      expect(row !== undefined && 'row' in row && row.row.body).toMatchObject({ schema_id: 'default' });
    },
  );

  it('is not read among identities', async () => {
    await withFolder(async (folder) => {
      const [csv, json] = [join(folder, 'a.csv'), join(folder, 'b.json')];
      await writeFile(csv, 'email,name\na@example.com,A\n');
      await writeFile(json, text(person));
      expect(await refusal(rowsOf([json, csv]))).toBe(
        'a.csv is a table, and others of the files hold identities.\nImport the tables by themselves.',
      );
    });
  });
});

describe('identities', () => {
  it('stay as they are with --from kratos', async () => {
    const rows = goodRows(await rowsOfText('a', `- ${text(person)}`, { from: 'kratos' }));
    expect(rows).toMatchObject([{ body: person }]);
    expect(await refusal(rowsOfText('users.csv', 'email,name\na,b\n', { from: 'kratos' }))).toBe(
      'users.csv holds no identities of Kratos: it is neither JSON nor YAML.\nName with --from what it is, or leave that out.',
    );
  });

  it('are changed where that was said', async () => {
    const row = { id: 'old-7', patch_id: '6086b0a8-d851-5431-91b4-b6e5e39dc88b', ...person };
    const rows = goodRows(await rowsOfText('a.jsonl', text(row), { set: ['schema_id=customer'] }));
    expect(rows).toMatchObject([
      {
        body: { schema_id: 'customer', traits: person.traits, external_id: 'old-7' },
        oldId: 'old-7',
        patchId: row.patch_id,
      },
    ]);
    expect(await refusal(rowsOfText('a.yaml', `- ${text(person)}`, { set: ['schema_id=customer'] }))).toMatch(
      /^a\.yaml is YAML, of which identities are taken as they are\.\n/,
    );
  });

  it('may have mistakes in the first row already', async () => {
    for (const first of [{ trait: {} }, { schemaid: 'x', a: 1 }, { credentials: {} }]) {
      expect(goodRows(await rowsOfText('a.json', text(first)))).toMatchObject([{ body: first }]);
    }
  });

  it('are none where the first record has nothing of one', async () => {
    expect(await refusal(rowsOfText('a.json', '[{"name":"Ada","mail":"ada@example.com"}]'))).toBe(
      'a.json holds no identities as Kratos takes them: the first record has no traits.\nName what exported it with --from; records of any shape are read with --from csv and --mapping.',
    );
    expect(await refusal(rowsOfText('a', 'hello world\n'))).toMatch(
      /^It was not recognised what a holds: neither JSON nor YAML/,
    );
    expect(await refusal(rowsOfText('a.sql', 'INSERT INTO users VALUES (1);\n'))).toMatch(
      /^a\.sql is a dump in SQL, which is not read\.\n/,
    );
  });

  it('are refused before they are opened where a choice is malformed', async () => {
    expect(await refusal(rowsOf(['/nowhere'], { map: ['traits.email'] }))).toMatch(
      /^--map: TARGET=FIELD is expected/,
    );
  });
});

describe('an opened input', () => {
  it('tells how much of it was read, and of how much', async () => {
    await withFolder(async (folder) => {
      const files = ['a.json', 'b.json'].map((name) => join(folder, name));
      for (const file of files) await writeFile(file, text(person));
      const signal = new AbortController().signal;
      const world = { stdin: () => process.stdin, signal, workFolder: folder };
      const input = await openImportInput(files, {}, world);
      expect(input.bytesAll).toBe(2 * text(person).length);
      expect(input.bytesRead()).toBeLessThanOrEqual(2 * text(person).length);
      expect(input.source).toBe('kratos');
      input.close();
    });
  });
});
