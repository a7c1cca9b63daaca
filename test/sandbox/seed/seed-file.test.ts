import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SeedError } from '../../../src/sandbox/seed/seed-error.ts';
import { password } from '../running-sandbox.ts';
import { seedSandbox, type SeededSandbox } from './seeded-sandbox.ts';

let folder: string;
const open: SeededSandbox[] = [];
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'idp-seed-'))));
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

async function seed(name: string, text: string, database = ':memory:'): Promise<SeededSandbox> {
  const sandbox = await seedSandbox({ file: write(name, text) }, { database });
  open.push(sandbox);
  return sandbox;
}

async function refusal(name: string, text: string): Promise<SeedError> {
  const database = join(folder, 'refused.db');
  const error: unknown = await seedSandbox({ file: write(name, text) }, { database }).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SeedError);
  expect(await (await seed('nobody.json', '[]', database)).everybody()).toEqual([]);
  return error as SeedError;
}

const ada = { traits: { email: 'ada@example.com' } };
const bob = { traits: { email: 'bob@example.com' }, state: 'inactive' };

describe('a file of identities', () => {
  it.each([
    ['a JSON array', 'people.json', JSON.stringify([ada, bob], null, 2)],
    ['JSON lines', 'people.jsonl', `${JSON.stringify(ada)}\r\n\n${JSON.stringify(bob)}`],
    ['JSON lines under another name', 'people', `\uFEFF${JSON.stringify(ada)}\n${JSON.stringify(bob)}\n`],
    [
      'a batch',
      'batch.json',
      JSON.stringify({ identities: [{ create: ada }, { create: bob, patch_id: null }] }),
    ],
    [
      'a line per batch',
      'b.ndjson',
      `{"identities":[{"create":${JSON.stringify(ada)}}]}\n${JSON.stringify(bob)}`,
    ],
    [
      'YAML',
      'people.yaml',
      '- traits: {email: ada@example.com}\n- traits:\n    email: bob@example.com\n  state: inactive\n',
    ],
    [
      'YAML documents',
      'people.yml',
      'traits: {email: ada@example.com}\n---\ntraits: {email: bob@example.com}\nstate: inactive\n',
    ],
    [
      'YAML under another name',
      'people',
      '# people\n- traits: {email: ada@example.com}\n- {traits: {email: bob@example.com}, state: inactive}\n',
    ],
  ])('can be %s', async (_form, name, text) => {
    const sandbox = await seed(name, text);
    expect(sandbox.said).toBe(`seeded 2 identities of ${join(folder, name)}`);
    const found = (await sandbox.everybody())
      .map(({ traits, state }) => `${String(traits['email'])} ${state}`)
      .toSorted();
    expect(found).toEqual(['ada@example.com active', 'bob@example.com inactive']);
  });

  it.each([JSON.stringify(ada), JSON.stringify(ada, null, 2)])('can hold one: %j', async (text) => {
    const sandbox = await seed('ada.json', text);
    expect(sandbox.said).toBe(`seeded 1 identity of ${join(folder, 'ada.json')}`);
  });

  it('has its passwords hashed, and its hashes kept', async () => {
    const sandbox = await seed(
      'people.json',
      JSON.stringify([{ ...ada, credentials: { password: { config: { password } } } }]),
    );
    expect((await sandbox.login('ada@example.com')).status).toBe(200);
  });

  it('gives back what a Kratos answered: ids, credentials, addresses, metadata', async () => {
    const from = await seedSandbox({ people: 60, randomSeed: 8 });
    open.push(from);
    const answered = await from.everybody();
    const to = await seed('dump.json', JSON.stringify(answered));
    expect(timeless(await to.everybody())).toEqual(timeless(answered));
  });

  it('leaves those alone who are there already, by id, identifier or external id', async () => {
    const database = join(folder, 'sandbox.db');
    const before = [
      { id: '6e1c4a0e-6f5c-4c0a-9a6b-0d6f6f1e2a01', ...ada },
      { ...bob, external_id: 'crm-1' },
    ];
    await (await seed('before.json', JSON.stringify(before), database)).close();
    const again = await seed(
      'again.json',
      JSON.stringify([
        { id: '6e1c4a0e-6f5c-4c0a-9a6b-0d6f6f1e2a01', traits: { email: 'new@example.com' } },
        { traits: { email: 'ADA@example.com' } },
        { traits: { email: 'eve@example.com' }, external_id: 'crm-1' },
        { traits: { email: 'zoe@example.com' } },
      ]),
      database,
    );
    expect(again.said).toBe(`seeded 1 identity of ${join(folder, 'again.json')}; 3 were there already`);
    const emails = (await again.everybody()).map(({ traits }) => String(traits['email'])).toSorted();
    expect(emails).toEqual(['ada@example.com', 'bob@example.com', 'zoe@example.com']);
  });

  it('is refused as a whole, with a line for every bad row in Kratos’s words', async () => {
    const rows = [
      ada,
      { traits: { email: 'nobody' } },
      { traits: { email: 'eve@example.com' }, trait: 1 },
      { traits: { email: 'ada@example.com' } },
      { traits: { email: 'zoe@example.com' }, schema_id: 'person' },
      { traits: { email: 'kim@example.com' }, state: 'asleep' },
      {
        traits: { email: 'lea@example.com' },
        credentials: { password: { config: { hashed_password: 'x' } } },
      },
      { traits: { email: 'max@example.com' }, id: 'seven' },
      7,
    ];
    const { message, problems } = await refusal('people.json', JSON.stringify(rows));
    expect(message).toBe('8 identities of the seed cannot be created, so none was.');
    expect(problems).toEqual([
      expect.stringMatching(/^people\.json, row 2: I\[#\/traits\/email\] .*"nobody" is not valid "email"$/),
      'people.json, row 3: json: unknown field "trait"',
      'people.json, row 4: Unable to insert or update resource because a resource with that value exists already (people.json, row 1)',
      'people.json, row 5: Unable to find JSON Schema ID: person',
      'people.json, row 6: identity state is not valid',
      expect.stringMatching(
        /^people\.json, row 7: The imported password does not match any known hash format/,
      ),
      'people.json, row 8: uuid: incorrect UUID length 5 in string "seven"',
      'people.json, row 9: an identity is expected, as in {"traits": {…}}',
    ]);
  });

  it('of one object a line has the lines of its bad rows named', async () => {
    const text = `${JSON.stringify(ada)}\n\n{"traits": \n${JSON.stringify(ada)}\n`;
    const { problems } = await refusal('people.jsonl', text);
    expect(problems).toEqual([
      'people.jsonl:3: not JSON',
      expect.stringMatching(/^people\.jsonl:4: .* exists already \(people\.jsonl:1\)$/),
    ]);
  });

  it.each([
    ['is empty', 'people.json', '', /^The seed \S+people\.json is empty\.$/],
    ['has blanks only', 'people.jsonl', ' \n\n', /^The seed \S+people\.jsonl is empty\.$/],
    [
      'is neither JSON nor YAML',
      'people.json',
      '[{"traits": {}',
      /^people\.json:1:\d+: neither JSON nor YAML \(.+\)\.$/,
    ],
    [
      'is broken YAML',
      'people.yaml',
      '- traits: {}\n- [',
      /^people\.yaml:\d:\d+: neither JSON nor YAML \(.+\)\.$/,
    ],
    ['has aliases without end', 'people.yaml', bomb(), /aliases that stand for too much/],
  ])('that %s is refused in a sentence', async (_what, name, text, sentence) => {
    expect((await refusal(name, text)).message).toMatch(sentence);
  });

  it('with a batch item that creates nothing is refused', async () => {
    const { problems } = await refusal(
      'batch.json',
      '{"identities": [{"create": {"traits": {"email": "a@b"}}}, {"patch_id": null}]}',
    );
    expect(problems).toEqual(['batch.json:1, item 2: an item of a batch needs a member "create"']);
  });

  it('with a row nested too deeply for the sandbox names the row', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const { problems } = await refusal(
      'deep.jsonl',
      `{"traits":{"email":"d@example.com"},"metadata_admin":${deep}}`,
    );
    expect(problems).toEqual(['deep.jsonl:1: it is nested too deeply']);
  });

  it('that is a folder is refused, and so is one that is not there', async () => {
    await expect(seedSandbox({ file: folder })).rejects.toThrow(/^The seed \S+ cannot be read: EISDIR/);
    await expect(seedSandbox({ file: join(folder, 'no') })).rejects.toThrow(/cannot be read: ENOENT/);
  });
});

const timeless = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (name, member: unknown) => (/_at$|^schema_url$/.test(name) ? undefined : member)),
  );

/** Ten aliases in each of ten lines, which stand for ten thousand million. */
function bomb(): string {
  const lines = Array.from({ length: 10 }, (_, at) => `- &a${at + 1} [${`*a${at},`.repeat(10)}]`);
  return `- &a0 [x]\n${lines.join('\n')}\n`;
}
