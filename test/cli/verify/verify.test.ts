import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { startKratos, type KratosUnderTest } from '../../actions/kratos-under-test.ts';
import { oldPassword, uniqueEmail } from '../../actions/people.ts';
import type { ImportedRow } from '../../transfer/verify/imported.ts';
import { historyOf, newOperation } from '../recorded-history.ts';
import { createUser, type User } from '../user.ts';
import { importedBy } from './imported-by.ts';

let user: User;
let kratos: KratosUnderTest;

beforeAll(async () => {
  user = createUser();
  kratos = await startKratos();
});
afterAll(async () => {
  user.leave();
  await kratos.close();
});

const person = (email = uniqueEmail('ada'), more: Partial<ImportedRow> = {}): ImportedRow => ({
  create: {
    schema_id: 'default',
    state: 'active',
    traits: { email },
    credentials: { password: { config: { password: oldPassword } } },
  },
  ...more,
});

/** An import of three, of whom one was locked since and another deleted. */
async function withTwoTroubled() {
  const { operation, ids } = await importedBy(user, kratos, [person(), person(), person()]);
  const [, locked = '', gone = ''] = ids;
  await kratos.patch(locked, { op: 'replace', path: '/state', value: 'inactive' });
  await kratos.admin('DELETE', `/admin/identities/${gone}`);
  return { operation, locked, gone };
}

const fileOf = (name: string, content: string, mode = 0o600): string => {
  const file = join(user.home, name);
  writeFileSync(file, content);
  chmodSync(file, mode);
  return file;
};

describe('idp verify', () => {
  it('finds an import as it was sent, at the Kratos that it was for', async () => {
    const { operation } = await importedBy(user, kratos, [person(), person()]);
    const { exit, stdout, stderr } = await user.call(`verify ${operation} --format json`);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      operation,
      created: 2,
      verified: 2,
      missing: 0,
      different: 0,
      fields: {},
      're-hashed': 0,
      completions: { due: 0, done: 0, refused: 0 },
      'first-different': [],
    });
  });

  it('ends with 6 where something differs, and says what in every format', async () => {
    const { operation, locked, gone } = await withTwoTroubled();
    const results = join(user.home, 'different.jsonl');
    const text = await user.call(`verify ${operation} --results ${results}`);
    expect(text.exit).toBe(6);
    expect(text.stdout).toContain(`  ${locked}  people.jsonl:2  state\n  ${gone}  people.jsonl:3  missing\n`);
    expect(text.stderr).toContain(
      `error: Of 3 that operation ${operation} created, 1 is missing and 1 differs.\n`,
    );
    const lines = [
      {
        'identity-id': locked,
        difference: 'different',
        fields: ['state'],
        row: 2,
        file: 'people.jsonl',
        record: 2,
        line: 2,
      },
      {
        'identity-id': gone,
        difference: 'missing',
        fields: [],
        row: 3,
        file: 'people.jsonl',
        record: 3,
        line: 3,
      },
    ];
    const written = readFileSync(results, 'utf8').trimEnd().split('\n');
    expect(written.map((line) => JSON.parse(line) as unknown)).toEqual(lines);
    const yaml = await user.call(`verify ${operation} --format yaml`);
    expect(yaml.exit).toBe(6);
    expect(parse(yaml.stdout)).toMatchObject({
      created: 3,
      missing: 1,
      different: 1,
      fields: { state: 1 },
      'first-different': lines,
      error: { code: 'different' },
    });
  });

  it('leaves nothing standing in the file of results that an earlier look found', async () => {
    const { operation } = await importedBy(user, kratos, [person()]);
    const results = fileOf('different.jsonl', '{"difference":"missing"}\n');
    const { exit } = await user.call(`verify ${operation} --results ${results}`);
    expect([exit, readFileSync(results, 'utf8')]).toEqual([0, '']);
    const anew = join(user.home, 'anew.jsonl');
    await user.call(`verify ${operation} --results ${anew}`);
    expect(readFileSync(anew, 'utf8')).toBe('');
  });

  it('tells what it cannot know of', async () => {
    const rows = [person(), person(undefined, { end: 'uncertain' }), person(undefined, { end: 'sending' })];
    const { operation } = await importedBy(user, kratos, rows);
    const { exit, stdout, stderr } = await user.call(`verify ${operation} --format json`);
    expect(JSON.parse(stdout)).toMatchObject({ created: 1, verified: 1 });
    expect({ exit, stderr }).toEqual({
      exit: 0,
      stderr: [
        `warning: The import is not over; go on with idp resume ${operation}, and verify it again.`,
        'warning: 1 row is uncertain and not compared.',
        '',
      ].join('\n'),
    });
  });

  it('tries known logins, and shows of those that are refused no more than a mask', async () => {
    const [ada, bob, locked] = [uniqueEmail('ada'), uniqueEmail('bob'), uniqueEmail('cyd')];
    const { operation, ids } = await importedBy(user, kratos, [person(ada), person(bob), person(locked)]);
    await kratos.patch(ids[2] ?? '', { op: 'replace', path: '/state', value: 'inactive' });
    const wrong = 'not-the-password-1';
    const file = fileOf(
      'logins.csv',
      `identifier,password\n${ada},${oldPassword}\n${bob},${wrong}\n${locked},${oldPassword}\n,x\n`,
      0o644,
    );
    const { exit, stdout, stderr } = await user.call(
      `verify ${operation} --probe-logins ${file} --concurrency 1 --format json`,
    );
    expect(exit).toBe(6);
    const document = JSON.parse(stdout) as Record<string, unknown>;
    expect(document).toMatchObject({ different: 1, fields: { state: 1 } });
    expect(document['logins']).toEqual({
      tried: 3,
      accepted: 1,
      'second-factor': 0,
      inactive: 1,
      refused: 1,
      failed: {},
      unusable: 1,
      'first-troubled': [
        { line: 3, identifier: 'b***@e***.com', login: 'refused' },
        { line: 4, identifier: 'c***@e***.com', login: 'inactive' },
        { line: 5, identifier: null, login: 'unusable', reason: 'no identifier' },
      ],
    });
    expect(stderr).toContain(`warning: others can read ${file}, which holds passwords`);
    expect(stderr).toContain('Of 3 logins, 1 was refused.');
    for (const secret of [oldPassword, wrong, bob]) expect(stdout + stderr).not.toContain(secret);
  });

  it('tries logins alone, also from standard input', async () => {
    const email = uniqueEmail('ada');
    await importedBy(user, kratos, [person(email)]);
    const { exit, stdout, stderr } = await user.call('verify --probe-logins - --format json', {
      env: { KRATOS_ADMIN_URL: kratos.adminUrl, KRATOS_PUBLIC_URL: kratos.publicUrl },
      stdin: `${JSON.stringify({ identifier: email.toUpperCase(), password: oldPassword })}\n`,
    });
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ logins: { tried: 1, accepted: 1, refused: 0 } });
  });

  it('refuses what cannot be verified', async () => {
    const { operation } = await historyOf(user).open(newOperation());
    const none = await user.call('verify');
    expect([none.exit, none.stderr]).toEqual([2, expect.stringContaining('What is to be verified?')]);
    const other = await user.call(`verify ${operation}`);
    expect([other.exit, other.stderr]).toEqual([
      2,
      expect.stringContaining('is no import but disable-identity'),
    ]);
    const gone = await user.call('verify 99999');
    expect(gone.exit).toBe(3);
    const file = fileOf('people.csv', 'email,name\na@example.com,Ada\n');
    const wrong = await user.call(`verify --probe-logins ${file} --admin-url ${kratos.adminUrl}`);
    expect([wrong.exit, wrong.stderr]).toEqual([2, expect.stringContaining('no column or member')]);
    const nobody = fileOf('nobody.csv', 'identifier,password\n');
    const vain = await user.call(`verify --probe-logins ${nobody} --admin-url ${kratos.adminUrl}`);
    expect([vain.exit, vain.stderr]).toEqual([2, expect.stringContaining('holds no logins')]);
  });

  it('is not done at another Kratos', async () => {
    const { operation } = await importedBy(user, kratos, [person()]);
    const { exit, stderr } = await user.call(`verify ${operation} --admin-url http://127.0.0.1:1`);
    expect([exit, stderr]).toEqual([2, expect.stringContaining('and this would be for 127.0.0.1:1')]);
  });
});
