import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fixture, goodRows, rowsOf, rowsOfText, seen, withFolder } from './input-rows.ts';

const person = (who: string) => ({ schema_id: 'default', traits: { email: `${who}@example.com` } });
const [ada, ben, cleo] = [person('ada'), person('ben'), person('cleo')];
const patchId = '6086b0a8-d851-5431-91b4-b6e5e39dc88b';
const text = JSON.stringify;

describe('a file of identities', () => {
  it.each<[string, string, string, number[]]>([
    ['one object over many lines', 'a.json', JSON.stringify(ada, undefined, 2), [1]],
    ['an array', 'a.json', `[\n ${text(ada)},\n ${text(ben)}\n]`, [2, 3]],
    ['JSON lines', 'a.jsonl', `${text(ada)}\n\n${text(ben)}\n`, [1, 3]],
    ['JSON lines without the last line feed', 'a.jsonl', `${text(ada)}\r\n${text(ben)}`, [1, 2]],
    ['objects one behind the other', 'a.json', `${text(ada)} ${text(ben)}${text(cleo)}`, [1, 1, 1]],
    [
      'objects over many lines, one behind the other',
      'a.json',
      `${JSON.stringify(ada, undefined, 2)}\n${JSON.stringify(ben, undefined, 2)}`,
      [1, 7],
    ],
    ['a byte order mark first', 'a.json', `\uFEFF${text(ada)}\n${text(ben)}\n`, [1, 2]],
    [
      'the body of a batch',
      'a.json',
      `{"identities":[{"create":${text(ada)}},\n{"patch_id":null,"create":${text(ben)}}]}`,
      [1, 2],
    ],
    [
      'bodies of batches, one a line',
      'a.jsonl',
      `{"identities":[{"create":${text(ada)}}]}\n{"identities":[{"create":${text(ben)}}]}\n`,
      [1, 2],
    ],
    [
      'items of a batch, one a line',
      'a.jsonl',
      `{"create":${text(ada)}}\n{"patch_id":"${patchId}","create":${text(ben)}}\n`,
      [1, 2],
    ],
    ['an array of items', 'a.json', `[{"create":${text(ada)}},{"create":${text(ben)}}]`, [1, 1]],
    ['JSON whose name says nothing', 'people', `[${text(ada)},${text(ben)}]`, [1, 1]],
    [
      'YAML, a list',
      'a.yaml',
      '# people\n- schema_id: default\n  traits: {email: ada@example.com}\n-\n  schema_id: default\n  traits:\n    email: ben@example.com\n',
      [2, 5],
    ],
    [
      'YAML, a list further in',
      'a.yml',
      '---\n  - schema_id: default\n    traits: {email: ada@example.com}\n  - traits: {email: ben@example.com}\n    schema_id: default\n',
      [2, 4],
    ],
    [
      'YAML, several documents',
      'a.yaml',
      'schema_id: default\ntraits: {email: ada@example.com}\n---\n# ben\nschema_id: default\ntraits: {email: ben@example.com}\n...\n',
      [1, 5],
    ],
    [
      'YAML, the body of a batch',
      'a.yaml',
      'identities:\n- create:\n    schema_id: default\n    traits: {email: ada@example.com}\n- create: {schema_id: default, traits: {email: ben@example.com}}\n',
      [2, 5],
    ],
    [
      'YAML, flow style',
      'a.yaml',
      '[{schema_id: default, traits: {email: ada@example.com}},\n {schema_id: default, traits: {email: "ben@example.com"}}]\n',
      [1, 2],
    ],
    [
      'YAML whose name says nothing',
      'people',
      '- schema_id: default\n  traits: {email: ada@example.com}\n',
      [1],
    ],
    ['JSON whose name says YAML', 'a.yaml', `[${text(ada)}]`, [1]],
  ])('may be %s', async (_, name, content, lines) => {
    const rows = goodRows(await rowsOfText(name, content));
    expect(rows.map(({ body }) => body)).toEqual([ada, ben, cleo].slice(0, lines.length));
    expect(rows.map(({ place }) => place)).toEqual(
      lines.map((line, index) => ({ file: name, record: index + 1, line })),
    );
    expect(rows.map(({ position }) => position)).toEqual(lines.map((_line, index) => index + 1));
    expect(rows.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it.each<[string, (content: string) => Buffer]>([
    ['gzip', gzipSync],
    ['zstd', zstdCompressSync],
  ])('may be packed with %s, whatever it holds', async (_, pack) => {
    const lines = goodRows(await rowsOfText('a.jsonl.packed', pack(`${text(ada)}\n`)));
    const yaml = goodRows(await rowsOfText('a.yaml.packed', pack(`- ${text(ada)}\n`)));
    expect([...lines, ...yaml].map(({ body }) => body)).toEqual([ada, ada]);
  });

  it('may be standard input', async () => {
    const batch = createReadStream(fixture('import/batch.json'));
    const rows = goodRows(await rowsOf(['-'], {}, { stdin: () => batch }));
    expect(rows.map(({ place }) => place.file)).toEqual(['standard input', 'standard input']);
  });

  it('gives rows as Kratos gives and takes them, in any form', async () => {
    const files = ['bodies.jsonl', 'creates.json', 'identities.json', 'listed.json', 'request.json'];
    const rows = goodRows(await rowsOf(files.map((name) => fixture(`sources/kratos/${name}`))));
    expect(rows.length).toBeGreaterThan(10);
    for (const { body } of rows) {
      const allowed =
        'schema_id state traits credentials verifiable_addresses metadata_public metadata_admin external_id';
      expect(Object.keys(body).filter((name) => !allowed.split(' ').includes(name))).toEqual([]);
    }
    expect(rows.flatMap(({ problems }) => problems.filter(({ rejects }) => rejects))).toEqual([]);
  });
});

describe('rows', () => {
  it('are counted over all files, each time alike', async () => {
    await withFolder(async (folder) => {
      const [first, second] = [join(folder, 'a.jsonl'), join(folder, 'b.yaml')];
      await writeFile(first, `${text(ada)}\n{"a":\n${text(ben)}\n`);
      await writeFile(second, `- ${text(cleo)}\n`);
      const once = await rowsOf([first, second]);
      const positions = once.map((row) => ('row' in row ? row.row.position : -row.unread.position));
      expect(positions).toEqual([1, -2, 3, 4]);
      expect(await rowsOf([first, second])).toEqual(once);
    });
  });

  it('keep their patch_id, and are told where it is no UUID', async () => {
    const good = goodRows(await rowsOfText('a.json', text({ patch_id: patchId, create: ada })));
    expect(good).toMatchObject([
      { patchId, original: { patch_id: patchId, create: ada }, body: ada, problems: [] },
    ]);
    for (const malformed of ['17', 17, '', `${patchId}0`]) {
      const [row] = goodRows(await rowsOfText('a.json', text({ patch_id: malformed, create: ada })));
      expect(row?.problems).toMatchObject([{ code: 'patch-id', pointer: '/patch_id', rejects: true }]);
    }
  });

  it('are told where something else stands around the identity', async () => {
    const rows = await rowsOfText(
      'a.jsonl',
      [
        { create: ada, patch_id: patchId, 'a/b': 1 },
        { create: 'ada' },
        { patch_id: patchId },
        { create: ada, traits: {} },
      ]
        .map((row) => text(row))
        .join('\n'),
    );
    expect(seen(rows)).toEqual({
      bodies: [ada, {}, {}, ada],
      told: [
        '1 unknown-field at line 1 /a~1b: Kratos takes only patch_id beside create; move it into create, or take it out',
        '2 create at line 2 /create: create must be an object, the identity',
        '3 create at line 3 : there is a patch_id, and no identity under create',
        '4 unknown-field at line 4 /traits: Kratos takes only patch_id beside create; move it into create, or take it out',
      ],
    });
  });

  it('keep whatever else they have, right or wrong', async () => {
    const odd = {
      trait: {},
      credentials: {
        totp: { foo: 1 },
        unheard: { type: 'x' },
        password: 5,
        oidc: { config: { providers: {} } },
      },
      metadata_admin: { ['__proto__']: { a: 1 }, id: 'x', created_at: 1 },
      state: 'odd',
    };
    const [row] = goodRows(await rowsOfText('a.json', `${text(odd).slice(0, -1)},"id":"x"}`));
    expect(text(row?.body)).toBe(text({ ...odd, credentials: { ...odd.credentials, unheard: {} } }));
  });

  it('tell what the file says beside them, once', async () => {
    const found = seen(
      await rowsOfText('a.json', `{"next_page_token":"x","identities":[${text(ada)}],"n":{"a":1}}`),
    );
    expect(found).toEqual({
      bodies: [ada],
      told: [
        'file beside-records at line 1: What the file says beside its identities is not imported: next_page_token, n',
      ],
    });
  });
});

describe('a file of rejects', () => {
  it('is read as the rows that it tells of', async () => {
    const place = { file: 'people.jsonl', record: 7, line: 8 };
    const problems = [{ code: 'conflict', pointer: '', message: 'taken' }];
    const lines = [
      {
        ...place,
        patch_id: patchId,
        problems,
        answer: { status: 409, reason: 'taken' },
        value: { patch_id: patchId, create: ada },
      },
      { ...place, problems, value: ben },
      { ...place, problems, value: null },
    ];
    const rows = await rowsOfText('people.rejects.jsonl', lines.map((line) => text(line)).join('\n'));
    expect(rows).toMatchObject([
      { row: { original: { patch_id: patchId, create: ada }, body: ada, patchId } },
      { row: { original: ben, body: ben, place: { line: 2 } } },
      { unread: { isRow: true, problem: { code: 'not-a-record', rejects: true } } },
    ]);
  });

  const unread = { file: 'people.jsonl', record: 1, problems: [], value: null };

  it.each([
    ['and cannot be read', [unread], []],
    ['and could not be read', [unread, { ...unread, value: ben }], [{ body: ben }]],
    [
      'and says nothing',
      [
        { ...unread, value: {} },
        { ...unread, value: ben },
      ],
      [{ body: {} }, { body: ben }],
    ],
  ])('may begin with one that was rejected %s', async (_why, lines, read) => {
    const rows = await rowsOfText('people.rejects.jsonl', lines.map((line) => text(line)).join('\n'));
    expect(rows).toHaveLength(lines.length);
    expect(rows.flatMap((one) => ('row' in one ? [one.row] : []))).toMatchObject(read);
  });

  it('of a table is converted as that table was', async () => {
    const value = { mail: 'ada@example.com', name: 'Ada' };
    const lines = [unread, { ...unread, value }].map((line) => text(line)).join('\n');
    const rows = await rowsOfText('people.rejects.jsonl', lines, { map: ['traits.email=mail'] });
    expect(rows).toMatchObject([
      { unread: { problem: { code: 'not-a-record' } } },
      { row: { original: value, body: { traits: { email: 'ada@example.com' } } } },
    ]);
  });
});
