import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { seededPassword } from '../../../src/sandbox/seed/person-credentials.ts';
import { SeedError } from '../../../src/sandbox/seed/seed-error.ts';
import { member } from '../running-sandbox.ts';
import { seedSandbox, type Seeded, type SeededSandbox } from './seeded-sandbox.ts';

const open: SeededSandbox[] = [];
const folders: string[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function people(...seed: Parameters<typeof seedSandbox>): Promise<SeededSandbox> {
  const sandbox = await seedSandbox(...seed);
  open.push(sandbox);
  return sandbox;
}

describe('made-up people', () => {
  it('are the same, with the same ids, for the same random seed, and others for another', async () => {
    const [one, same, other] = await Promise.all(
      [5, 5, 6].map(async (randomSeed) => {
        const sandbox = await people({ people: 40, randomSeed });
        return (await sandbox.everybody()).map(core);
      }),
    );
    expect(one).toHaveLength(40);
    expect(same).toEqual(one);
    expect(other).toHaveLength(40);
    const ids = new Set(one?.map(({ id }) => id));
    expect(other?.filter(({ id }) => ids.has(id))).toEqual([]);
  });

  it('stay as they are when they are there already, and those that are missing come', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'idp-seed-'));
    folders.push(folder);
    const database = join(folder, 'sandbox.db');
    const first = await people({ people: 3, randomSeed: 1 }, { database });
    const before = await first.everybody();
    await first.close();
    const again = await people({ people: 5, randomSeed: 1 }, { database });
    expect(again.said).toBe(
      `seeded 2 people; 3 were there already (random seed 1; repeat with --seed 5 --random-seed 1), password ${seededPassword}`,
    );
    const after = await again.everybody();
    expect(after).toHaveLength(5);
    expect(after).toEqual(
      expect.arrayContaining(
        before.map(({ id, traits, credentials }) => expect.objectContaining({ id, traits, credentials })),
      ),
    );
  });

  it('log in with the password that is told, by e-mail address and by username', async () => {
    const sandbox = await people({ people: 30, randomSeed: 2 });
    const ada = (await sandbox.everybody()).find(
      ({ state, credentials, schema_id: schema }) =>
        state === 'active' &&
        credentials?.['password']?.config?.['hashed_password'] &&
        !credentials['totp'] &&
        schema === 'default',
    );
    expect(sandbox.said).toContain(`password ${seededPassword}`);
    for (const identifier of [ada?.traits['email'], ada?.traits['username']]) {
      const answer = await sandbox.login(String(identifier), seededPassword);
      expect(answer.status).toBe(200);
      expect(member(answer, 'session', 'identity', 'id')).toBe(ada?.id);
    }
    expect((await sandbox.login(String(ada?.traits['email']), 'another')).status).toBe(400);
  });

  it('are a mixture', async () => {
    const sandbox = await people({ people: 400, randomSeed: 3 });
    const all = await sandbox.everybody();
    const share = (is: (person: Seeded) => unknown): number => all.filter(is).length / all.length;
    const shares = {
      password: share(password),
      linked: share(has('oidc')),
      totp: share(has('totp')),
      recoveryCodes: share(has('lookup_secret')),
      inactive: share(({ state }) => state === 'inactive'),
      unverified: share(({ verifiable_addresses: [address] = [] }) => address?.verified === false),
      administrators: share(({ schema_id: schema }) => schema === 'admin_v0'),
      external: share(({ external_id: external }) => external),
      metadata: share(({ metadata_public: metadata }) => metadata),
      nothing: share((person) => !password(person) && !has('oidc')(person)),
    };
    for (const [name, found] of Object.entries(shares)) {
      expect({ name, found: found > 0.01 && found < 0.95 }).toEqual({ name, found: true });
    }
    const sessions = (await sandbox.admin('GET', '/admin/sessions?page_size=500')).body as unknown[];
    expect(sessions.length).toBeGreaterThan(10);
    expect(sessions.length).toBeLessThan(100);
  });

  it('have addresses that lead nowhere, and no two the same', async () => {
    const sandbox = await people({ people: 400, randomSeed: 4 });
    const all = await sandbox.everybody();
    const emails = all.map(({ traits }) => String(traits['email']));
    expect(emails.filter((email) => !/^[a-z.]+\d+@example\.(com|org|net)$/.test(email))).toEqual([]);
    expect(new Set(emails).size).toBe(400);
  });

  it('are nobody for 0', async () => {
    const sandbox = await people({ people: 0, randomSeed: 4 });
    expect(sandbox.said).toMatch(/^seeded 0 people \(/);
    expect(await sandbox.everybody()).toEqual([]);
  });

  it('are all undone when the seeding is interrupted', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'idp-seed-'));
    folders.push(folder);
    const database = join(folder, 'sandbox.db');
    const controller = new AbortController();
    const onProgress = (): void => controller.abort(new Error('enough'));
    const { signal } = controller;
    await expect(
      seedSandbox({ people: 1000, randomSeed: 1 }, { database, signal, onProgress }),
    ).rejects.toThrow('enough');
    expect(await (await people({ people: 0, randomSeed: 1 }, { database })).everybody()).toEqual([]);
  });
});

describe('people of a schema of one’s own', () => {
  const identifier = { 'ory.sh/kratos': { credentials: { password: { identifier: true } } } };

  it('have what it asks for', async () => {
    const schemas = schemaOf({
      definitions: { address: { properties: { city: { type: 'string' } }, required: ['city'] } },
      properties: {
        login: { type: 'string', maxLength: 8, ...identifier },
        phone: { type: 'string', format: 'tel', 'ory.sh/kratos': { recovery: { via: 'sms' } } },
        number: { type: 'string', pattern: String.raw`^K-\d{6}$` },
        first_name: { type: 'string', minLength: 12 },
        role: { enum: ['clerk', 'judge'] },
        born: { type: 'string', format: 'date' },
        age: { type: 'integer', minimum: 30, maximum: 31 },
        rating: { type: 'number', multipleOf: 0.5 },
        terms: { const: true },
        newsletter: { type: ['boolean', 'null'] },
        languages: { type: 'array', minItems: 2, items: { type: 'string' } },
        home: { $ref: '#/properties/traits/definitions/address' },
      },
      required: [
        'login',
        'phone',
        'number',
        'first_name',
        'role',
        'born',
        'age',
        'rating',
        'terms',
        'newsletter',
        'languages',
        'home',
        'anything',
      ],
    });
    const sandbox = await people({ people: 50, randomSeed: 9 }, { schemas });
    const all = await sandbox.everybody();
    expect(all).toHaveLength(50);
    for (const { traits } of all) {
      expect(traits).toEqual({
        login: expect.stringMatching(/^[a-z]{1,7}\d+$/),
        phone: expect.stringMatching(/^\+(61|33)\d{9}$/),
        number: expect.stringMatching(/^K-\d{6}$/),
        first_name: expect.stringMatching(/^.{12,}$/),
        role: expect.stringMatching(/^(clerk|judge)$/),
        born: expect.stringMatching(/^(19|20)\d\d-\d\d-\d\d$/),
        age: expect.toSatisfy((age) => age === 30 || age === 31),
        rating: expect.any(Number),
        terms: true,
        newsletter: expect.any(Boolean),
        languages: [expect.any(String), expect.any(String)],
        home: { city: expect.any(String) },
        anything: expect.any(String),
      });
    }
  });

  it('have no password where no trait identifies one', async () => {
    const schemas = schemaOf({ properties: { name: { type: 'string' } } });
    const all = await (await people({ people: 20, randomSeed: 1 }, { schemas })).everybody();
    expect(all.filter(({ credentials }) => credentials?.['password'])).toEqual([]);
  });

  it.each([
    [
      'a pattern that no safe address has',
      { properties: { email: { type: 'string', format: 'email', pattern: '@corp\\.test$', ...identifier } } },
      /^Nobody can be made up for the schema "own" because of its trait email: .*does not match pattern "@corp/,
    ],
    [
      'contradictions in a trait inside a trait',
      {
        properties: {
          a: { properties: { b: { type: 'string', minLength: 5, maxLength: 3 } }, required: ['b'] },
        },
        required: ['a'],
      },
      /^Nobody can be made up for the schema "own" because of its trait a\.b: .*length must be <= 3/,
    ],
    [
      'fewer identifiers than people',
      {
        properties: { seat: { enum: ['left', 'right'], type: 'string', ...identifier } },
        required: ['seat'],
      },
      /^The schema "own" leaves too few values of its trait seat for so many people: each needs another\.$/,
    ],
  ])('cannot be made up for %s, which is said in a sentence', async (_what, traits, sentence) => {
    const seeding = seedSandbox({ people: 3, randomSeed: 1 }, { schemas: schemaOf(traits) });
    await expect(seeding).rejects.toThrow(SeedError);
    await expect(seeding).rejects.toThrow(sentence);
  });
});

const core = ({ id, traits, state, external_id: external }: Seeded) => ({ id, traits, state, external });

const has = (type: string) => (person: Seeded) => person.credentials?.[type]?.config;

const password = (person: Seeded) => person.credentials?.['password']?.config?.['hashed_password'];

const schemaOf = (traits: object) => [
  { id: 'own', schema: { type: 'object', properties: { traits: { type: 'object', ...traits } } } },
];
