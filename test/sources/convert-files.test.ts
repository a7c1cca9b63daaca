import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constant, constantFrom, dictionary, jsonValue, oneof, sample } from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openInput } from '../../src/records/open-input.ts';
import { type ConversionStep, convertFiles } from '../../src/sources/convert-files.ts';
import { defaultSettings } from '../../src/sources/default-settings.ts';
import { loadSource } from '../../src/sources/source-modules.ts';
import type { SourceSettings } from '../../src/sources/source-settings.ts';
import type { SourceName } from '../../src/sources/source.ts';

let workFolder: string;
beforeEach(() => (workFolder = mkdtempSync(join(tmpdir(), 'idp-convert-'))));
afterEach(() => rmSync(workFolder, { recursive: true }));

async function convert(
  name: SourceName,
  role: string,
  records: readonly unknown[],
  settings: SourceSettings = defaultSettings,
): Promise<ConversionStep[]> {
  const path = join(workFolder, 'records.ndjson');
  writeFileSync(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  const source = await loadSource(name);
  const files = [{ file: await openInput(path), role }];
  const world = { workFolder, settings, signal: AbortSignal.timeout(30_000) };
  const steps: ConversionStep[] = [];
  for await (const chunk of convertFiles({ name, source, files }, world)) steps.push(...chunk);
  return steps;
}

const outcome = ({ identity, problems }: ConversionStep) =>
  identity === undefined ? problems.map(({ code }) => code).join() : 'converted';

const user = (id: string, email: string) => ({ id, primary_email_address: email });

describe('a record of a shape that no export has', () => {
  const odd = { toString: 1 };

  it('is left out by itself, and the others are converted', async () => {
    const users = [user('1', 'ada@example.com'), { ...user('2', 'bob@example.com'), totp_secret: odd }];
    const steps = await convert('clerk', 'users', [...users, user('3', 'cem@example.com')]);
    expect(steps.filter(({ isRecord }) => isRecord)).toHaveLength(3);
    expect([steps[0], steps[2]].map((step) => step && outcome(step))).toEqual(['converted', 'converted']);
  });

  it.each([
    ['auth0', 'users', 'user_id email identities custom_password_hash user_metadata blocked email_verified'],
    [
      'clerk',
      'users',
      'id primary_email_address verified_email_addresses totp_secret password_digest backup_codes',
    ],
    [
      'supabase',
      'users',
      'id email phone encrypted_password email_confirmed_at raw_user_meta_data identities',
    ],
    ['keycloak', 'users', 'id username email credentials federatedIdentities attributes requiredActions'],
    ['fusionauth', 'users', 'id email username password salt factor twoFactor registrations data'],
    ['kratos', 'identities', 'id traits schema_id credentials verifiable_addresses metadata_admin state'],
  ] as const)('does not end a conversion of %s, whatever its fields hold', async (name, role, fields) => {
    const field = oneof(jsonValue({ maxDepth: 3 }), constant(odd), constant([odd]));
    const record = dictionary(constantFrom(...fields.split(' ')), field, { minKeys: 1 });
    const records = sample(record, { numRuns: 300, seed: 20_261_121 });
    const steps = await convert(name, role, records);
    expect(steps.filter(({ isRecord }) => isRecord)).toHaveLength(records.length);
    for (const step of steps) expect(outcome(step)).not.toBe('');
  });
});

describe('of two records with one address', () => {
  it('the first has it, and the second is told where that stands', async () => {
    const steps = await convert('clerk', 'users', [
      user('1', 'Ada@Example.com'),
      user('2', ' ada@example.com '),
      user('3', 'bob@example.com'),
    ]);
    expect(steps.map(outcome)).toEqual(['converted', 'duplicate', 'converted']);
    expect(steps[1]?.problems).toMatchObject([{ code: 'duplicate', earlier: { record: 1, line: 1 } }]);
  });
});

describe('a choice that is about nothing', () => {
  it('is told, for it may be mistyped', async () => {
    const settings = {
      ...defaultSettings,
      map: new Map([
        ['traits.nick', { from: 'nickname' }],
        ['traits.handle', { from: 'username', otherwise: ['id'] }],
        ['traits.phone', undefined],
      ]),
      leaveOut: new Set(['primary_email_addres']),
    };
    const steps = await convert('clerk', 'users', [user('1', 'ada@example.com')], settings);
    expect(steps.map(outcome)).toEqual(['converted', 'no-such-field', 'no-such-field']);
    expect(steps.flatMap(({ problems }) => problems)).toMatchObject([
      {
        field: 'nickname',
        message: 'no record has it, so that nothing is mapped to traits.nick',
        rejects: false,
      },
      { field: 'primary_email_addres', rejects: false },
    ]);
  });
});
