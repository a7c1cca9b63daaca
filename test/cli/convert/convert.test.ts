import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ConversionReport } from '../../../src/sources/conversion-report.ts';
import type { IdentityBody } from '../../../src/sources/converted-identity.ts';
import { createUser, main, type User } from '../user.ts';
import { fixtureFile } from './migrations.ts';

let user: User;
let count = 0;
let folder: string;
beforeAll(() => (user = createUser()));
beforeEach(() => {
  count += 1;
  folder = user.home;
});
afterAll(() => user.leave());

const bcrypt = '$2b$12$N7fvNFBV18WFCgAa6997mOwxhjionOK..6R.NbRKe2VuaqVJruG9i';

/** A file of people as Auth0's import takes them. */
function written(people: readonly (object | string | Buffer)[], end = '\n'): string {
  const path = join(folder, `people-${count}-${Math.trunc(performance.now())}.ndjson`);
  const lines = people.map((one) =>
    Buffer.isBuffer(one) ? one : Buffer.from(typeof one === 'string' ? one : JSON.stringify(one)),
  );
  writeFileSync(path, Buffer.concat(lines.flatMap((line) => [line, Buffer.from(end)])));
  return path;
}

const person = (name: string, more: object = {}): object => ({
  user_id: `auth0|${name}`,
  email: `${name}@example.com`,
  email_verified: true,
  custom_password_hash: { algorithm: 'bcrypt', hash: { value: bcrypt } },
  ...more,
});

const identitiesIn = (text: string): IdentityBody[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as IdentityBody);

const addressesIn = (text: string): unknown[] => identitiesIn(text).map(({ traits }) => traits['email']);

describe('idp convert', () => {
  it('recognises what exported the files, and writes an identity a line', async () => {
    const files = [fixtureFile('auth0', 'hashes.ndjson'), fixtureFile('auth0', 'users.ndjson')];
    const { exit, stdout, stderr } = await user.run(['convert', ...files]);
    expect(exit).toBe(0);
    const [ada] = identitiesIn(stdout);
    expect(ada).toMatchObject({
      schema_id: 'default',
      state: 'active',
      traits: { email: 'Ada.Byron@example.com', name: { first: 'Ada', last: 'Byron' } },
      external_id: 'auth0|64db9dba7f18450dc2500001',
      verifiable_addresses: [{ value: 'ada.byron@example.com', verified: true }],
    });
    expect(stderr).toContain('auth0: 11 records read, 11 converted, 0 left out');
  });

  it('writes a file that only its owner reads, with the rejects beside it and a report that adds up', async () => {
    const file = written([person('ada'), { user_id: 'auth0|nobody' }, person('bob'), person('ADA')]);
    const out = join(folder, 'out-1.jsonl');
    const report = join(folder, 'report-1.json');
    const { exit, stdout, stderr } = await user.run(['convert', file, '-o', out, '--report', report]);
    expect({ exit, stdout }).toEqual({ exit: 6, stdout: '' });
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(addressesIn(readFileSync(out, 'utf8'))).toEqual(['ada@example.com', 'bob@example.com']);
    const rejects = readFileSync(join(folder, 'out-1.rejects.jsonl'), 'utf8').trimEnd().split('\n');
    expect(rejects.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { file, record: 2, line: 2, problems: [{ code: 'no-identifier' }], value: { user_id: 'auth0|nobody' } },
      { record: 4, line: 4, problems: [{ code: 'duplicate', earlier: { file, record: 1, line: 1 } }] },
    ]);
    const told = JSON.parse(readFileSync(report, 'utf8')) as ConversionReport;
    expect(told).toMatchObject({
      source: 'auth0',
      read: 4,
      converted: 2,
      rejected: 2,
      passwords: { bcrypt: 2 },
    });
    expect(stderr).toContain('Of 4 records, 2 were left out.');
  });

  it('reads its file of rejects again, once what was wrong is mended in it', async () => {
    const file = written([person('ada'), { user_id: 'auth0|grace', given_name: 'Grace' }, { email: 5 }]);
    const out = join(folder, 'first.jsonl');
    expect((await user.run(['convert', file, '-o', out])).exit).toBe(6);
    const rejects = join(folder, 'first.rejects.jsonl');
    const mended = readFileSync(rejects, 'utf8').replace(
      '"given_name"',
      '"email":"grace@example.com","given_name"',
    );
    writeFileSync(rejects, mended);
    const { exit, stdout, stderr } = await user.run(['convert', rejects]);
    expect({ exit, addresses: addressesIn(stdout) }).toEqual({ exit: 6, addresses: ['grace@example.com'] });
    expect(stderr).toContain('auth0: 2 records read, 1 converted, 1 left out');
  });

  it('shows samples in which nobody is named and no hash stands, and writes nothing', async () => {
    const file = written([person('ada', { family_name: 'Lovelace', custom: 'secretive' }), person('bob')]);
    const before = readdirSync(folder);
    const { exit, stdout } = await user.run(['convert', file, '--sample', '5']);
    expect(exit).toBe(0);
    const { sample } = parse(stdout) as { sample: { identity: IdentityBody }[] };
    expect(sample.map(({ identity }) => identity.traits['email'])).toEqual([
      'a***@e***.com',
      'b***@e***.com',
    ]);
    for (const hidden of ['ada@', 'Lovelace', 'secretive', bcrypt.slice(10)])
      expect(stdout).not.toContain(hidden);
    expect(stdout).toContain('bcrypt');
    expect(readdirSync(folder)).toEqual(before);
  });

  it('samples as many identities as asked for, with whoever is left out between them', async () => {
    const realm = fixtureFile('keycloak', 'acme-realm.json');
    const people = fixtureFile('keycloak', 'acme-users-0.json');
    const keycloak = await user.run(['convert', realm, people, '--sample', '2', '--format', 'json']);
    const { sample } = JSON.parse(keycloak.stdout) as { sample: { identity: IdentityBody | null }[] };
    expect(sample.map(({ identity }) => identity?.traits['email'])).toEqual([
      'A***@e***.com',
      'g***@e***.com',
    ]);
    const file = written([person('ada'), { user_id: 'auth0|nobody' }, person('bob'), person('cem')]);
    const { stdout } = await user.run(['convert', file, '--sample', '2', '--format', 'jsonl']);
    const shown = stdout.trimEnd().split('\n');
    expect(shown.map((line) => (JSON.parse(line) as { identity: object | null }).identity !== null)).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('tells the line of whatever cannot be read, and goes on behind it', async () => {
    const file = written(
      [
        Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(JSON.stringify(person('first')))]),
        '{"user_id":"auth0|cut","email":',
        Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xe4, 0x22, 0x7d]),
        person('nul', { given_name: 'a\u0000b' }),
        '"a text"',
        person('last'),
      ],
      '\r\n',
    );
    const { exit, stdout, stderr } = await user.run(['convert', '--from', 'auth0', file]);
    expect(exit).toBe(6);
    expect(addressesIn(stdout)).toEqual(['first@example.com', 'last@example.com']);
    for (const line of [2, 3, 4, 5]) expect(stderr).toContain(`line ${line}`);
    expect(stderr).toContain('Of 6 records, 4 were left out.');
  });

  it('delivers what stands before the place where a file breaks off', async () => {
    const whole = JSON.stringify([person('ada'), person('bob'), person('cut')]);
    const file = join(folder, 'half.json.gz');
    writeFileSync(file, gzipSync(whole.slice(0, -60)));
    const { exit, stdout, stderr } = await user.run(['convert', '--from', 'auth0', file]);
    expect(exit).toBe(6);
    expect(addressesIn(stdout)).toEqual(['ada@example.com', 'bob@example.com']);
    expect(stderr).toMatch(/record 3|line 1/);
  });

  it('keeps a password that Kratos cannot hold for the hook, and says so where nobody wants it', async () => {
    const phpass = { custom_password_hash: { algorithm: 'md4', hash: { value: 'x' } } };
    const rows = `id,primary_email_address,password_digest,password_hasher\nu1,ada@example.com,$P$BVrdsW/NUuXDi0Od0uUdk2SnJHHmQ01,phpass\n`;
    const file = join(folder, 'clerk-1.csv');
    writeFileSync(file, rows);
    const alone = await user.run(['convert', '--from', 'clerk', file]);
    expect(alone).toMatchObject({ exit: 6, stdout: '' });
    expect(alone.stderr).toContain('--hook-hashes FILE');
    const hook = join(folder, 'hook-1.jsonl');
    const { exit, stdout } = await user.run(['convert', '--from', 'clerk', file, '--hook-hashes', hook]);
    expect(exit).toBe(0);
    expect(identitiesIn(stdout)[0]?.credentials).toEqual({
      password: { config: { use_password_migration_hook: true } },
    });
    expect(identitiesIn(readFileSync(hook, 'utf8'))).toMatchObject([
      { identifiers: ['ada@example.com'], kind: 'phpass' },
    ]);
    expect(statSync(hook).mode & 0o777).toBe(0o600);
    const loaded = await user.run(['password-hook', 'load', hook]);
    expect(loaded.stdout).toContain('1 identifier is loaded');
    const without = await user.run([
      'convert',
      written([person('ada', phpass)]),
      '--bad-password',
      'without-password',
    ]);
    expect(without.exit).toBe(0);
    expect(identitiesIn(without.stdout)[0]?.credentials).toBeUndefined();
  });

  it('maps, stamps and leaves out what it is told to', async () => {
    const file = written([person('ada', { nickname: 'the countess', last_ip: '203.0.113.7' })]);
    const words = ['--map', 'traits.handle=nickname', '--set', 'metadata_admin.migrated_at=2026-11-21'];
    const more = [
      '--set',
      'metadata_admin.batch:=7',
      '--set',
      'schema_id=customer',
      '--leave-out',
      'last_ip',
    ];
    const { stdout, stderr } = await user.run(['convert', file, ...words, ...more]);
    expect(identitiesIn(stdout)[0]).toMatchObject({
      schema_id: 'customer',
      traits: { email: 'ada@example.com', handle: 'the countess' },
      metadata_admin: { migrated_at: '2026-11-21', batch: 7 },
    });
    expect(stdout).not.toContain('203.0.113.7');
    expect(stderr).toContain('last_ip 1');
  });

  it('gives one list as json and as yaml', async () => {
    const file = written([person('ada'), person('bob')]);
    const json = await user.run(['convert', file, '--format', 'json']);
    expect((JSON.parse(json.stdout) as IdentityBody[]).map(({ traits }) => traits['email'])).toHaveLength(2);
    const yaml = await user.run(['convert', file, '--format', 'yaml']);
    expect(parse(yaml.stdout)).toEqual(JSON.parse(json.stdout));
  });

  it('finds out that a report cannot be written before anything is read', async () => {
    const file = written([person('ada')]);
    const out = join(folder, 'unreported.jsonl');
    const words = ['convert', file, '-o', out, '--report', join(folder, 'nowhere', 'report.json')];
    const { exit, stderr } = await user.run(words);
    expect({ exit, stderr }).toEqual({ exit: 1, stderr: expect.stringContaining('nowhere') });
    expect(stderr).not.toContain('records read');
    expect(readdirSync(folder).filter((name) => name.startsWith('unreported'))).toEqual([]);
  });

  it('stops where nobody reads its output any more, and keeps no half of another file', async () => {
    const file = written(Array.from({ length: 3000 }, (_, at) => person(`reader-${at}`)));
    const report = join(folder, 'half-report.json');
    const { stdout, stderr } = await promisify(execFile)(
      'sh',
      ['-c', '"$0" "$@" | head -1', process.execPath, main, 'convert', file, '--report', report],
      { env: user.env },
    );
    expect(addressesIn(stdout)).toEqual(['reader-0@example.com']);
    expect(stderr).toMatch(/^Standard output was closed after \d+ records; nothing else was written\.$/m);
    expect(existsSync(report)).toBe(false);
  });

  it('reads standard input', async () => {
    const stdin = `${JSON.stringify(person('ada'))}\n`;
    const { exit, stdout } = await user.run('convert -', { stdin });
    expect({ exit, addresses: addressesIn(stdout) }).toEqual({ exit: 0, addresses: ['ada@example.com'] });
  });

  it('leaves nothing behind when it is interrupted', async () => {
    const out = join(folder, 'interrupted.jsonl');
    const before = readdirSync(folder);
    const { exit } = await user.run(['convert', '--from', 'auth0', '-', '-o', out], {
      stdin: { open: true },
      kill: { when: appearance(folder, 'interrupted'), signal: 'SIGTERM' },
    });
    expect(exit).toBe(143);
    expect(existsSync(out)).toBe(false);
    expect(readdirSync(folder).filter((name) => name.startsWith('interrupted'))).toEqual(
      before.filter((name) => name.startsWith('interrupted')),
    );
  });
});

/** Outputs are opened before anything is read, and after signals are listened to. */
async function appearance(inFolder: string, beginning: string): Promise<void> {
  for await (const { filename } of watch(inFolder)) if (filename?.includes(beginning) === true) return;
}

describe('idp convert refuses', () => {
  it.each([
    ['a file that is no export it knows', ['README.md'], 'README.md'],
    ['a file that is not there', ['nowhere.json'], 'nowhere.json'],
    ['an unknown system', ['--from', 'okra', 'x.json'], '--from'],
    ['a number that is none', ['--sample', 'all', 'x.json'], '--sample takes a number'],
    ['two standard inputs', ['-', '-'], 'Standard input can be read once'],
    ['a target that no identity has', ['--map', 'trait.email=email', 'x.json'], '--map:'],
    ['a mapping that is not there', ['--mapping', 'nothing.yaml', 'x.json'], 'nothing.yaml'],
  ])('%s, in one sentence', async (_what, words, said) => {
    const { exit, stdout, stderr } = await user.call(['convert', ...words]);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toContain(said);
    expect(stderr.split('\n')[0]).toMatch(/^error: .+\.$/);
  });

  it('to write over what it reads', async () => {
    const file = written([person('ada')]);
    const content = readFileSync(file, 'utf8');
    const { exit, stderr } = await user.call(['convert', file, '-o', file]);
    expect({ exit, stderr: stderr.split('\n')[0] }).toEqual({
      exit: 2,
      stderr: `error: ${file} is named twice: each file is read, or written for one purpose.`,
    });
    expect(readFileSync(file, 'utf8')).toBe(content);
  });

  it('to write over what it reads, or into one file for two purposes, under another name', async () => {
    const file = written([person('ada'), {}]);
    const content = readFileSync(file, 'utf8');
    const link = join(folder, 'link-to-people.ndjson');
    symlinkSync(file, link);
    const out = join(folder, 'not-there-yet.jsonl');
    const other = join(folder, 'link-to-nothing.jsonl');
    symlinkSync(out, other);
    for (const words of [
      [file, '-o', link],
      [link, '-o', file],
      [file, '-o', out, '--rejects', other],
      [file, '--mapping', link, '-o', file],
    ]) {
      const { exit, stderr } = await user.call(['convert', '--from', 'auth0', ...words]);
      expect({ exit, stderr }).toEqual({ exit: 2, stderr: expect.stringContaining('is named twice') });
    }
    expect(readFileSync(file, 'utf8')).toBe(content);
  });
});
