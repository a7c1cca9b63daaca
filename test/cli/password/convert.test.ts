import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUser, type User } from '../user.ts';
import { linesIn } from './json-lines.ts';

let user: User;
beforeAll(() => (user = createUser()));
afterAll(() => user.leave());

const django = 'pbkdf2_sha256$1000$abcDEF123456xyz789QRST$LLBCTU2M3RZGHrQwjZI9JBgIfiB6THBU4IO7pfFTYn8=';
const djangoOfKratos =
  '$pbkdf2-sha256$i=1000,l=32$YWJjREVGMTIzNDU2eHl6Nzg5UVJTVA$LLBCTU2M3RZGHrQwjZI9JBgIfiB6THBU4IO7pfFTYn8';
const phpass = '$P$BVrdsW/NUuXDi0Od0uUdk2SnJHHmQ01';
const md5 = '3cb4e732631f47e6eb961f34554b7cde';

describe('idp password convert', () => {
  it('writes the converted hash in the line of the old one, and of others why there is none', async () => {
    const stdin = `${django}\n${phpass}\n!unusable\n\n${django}`;
    const { exit, stdout, stderr } = await user.run('password convert - --from django', { stdin });
    expect(stdout).toBe(`${djangoOfKratos}\n\n\n\n${djangoOfKratos}\n`);
    const told = stderr.split('\n');
    expect(told[1]).toMatch(/^Line 2 is not converted: /);
    expect(told[2]).toMatch(/^Line 3 has no usable password: /);
    expect(told[3]).toBe('Line 4 has no hash.');
    expect(told[4]).toBe('error: Of 5 hashes, Kratos cannot hold 2.');
    expect(exit).toBe(6);
  });

  it('recognises what can be of one kind only, and leaves what Kratos takes already', async () => {
    const stdin = [django, '$1$saltsalt$NuzA7WTAelpl95xgBGWN60', phpass, djangoOfKratos, md5, ''].join('\n');
    const { exit, stdout } = await user.call('password convert - --format jsonl', { stdin });
    expect(linesIn(stdout)).toEqual([
      { to: 'kratos', hash: djangoOfKratos, kind: null, reason: null },
      { to: 'kratos', hash: '$md5-crypt$saltsalt$NuzA7WTAelpl95xgBGWN60', kind: null, reason: null },
      { to: 'hook', hash: phpass, kind: 'phpass', reason: expect.stringContaining('hook') },
      { to: 'kratos', hash: djangoOfKratos, kind: null, reason: null },
      { to: 'refused', hash: null, kind: null, reason: expect.stringContaining('--from') },
    ]);
    expect(Object.keys(linesIn(stdout)[0] ?? {})).toEqual(['to', 'hash', 'kind', 'reason']);
    expect(exit).toBe(6);
  });

  it('does not write over the file it reads, of which some hashes are for the hook', async () => {
    const file = join(user.home, 'old-hashes.txt');
    writeFileSync(file, `${django}\n${phpass}\n`);
    const { exit, stderr } = await user.call(['password', 'convert', file, '-o', file]);
    expect({ exit, stderr }).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('-o names the file that is read.'),
    });
    expect(readFileSync(file, 'utf8')).toBe(`${django}\n${phpass}\n`);
  });

  it('takes the salt of a bare digest from behind a tab', async () => {
    const stdin = `${md5}\tc2FsdA==\n${md5}\n`;
    const { stdout } = await user.call(
      'password convert - --from md5 --salt-encoding base64 --salt-position suffix',
      { stdin },
    );
    const template = Buffer.from('{PASSWORD}{SALT}').toString('base64');
    const digest = Buffer.from(md5, 'hex').toString('base64');
    expect(stdout).toBe(`$md5$pf=${template}$c2FsdA==$${digest}\n$md5$${digest}\n`);
  });

  it('takes kinds of several fields as a JSON object a line, and what is the same for all from a file', async () => {
    const config = join(user.home, 'hash-config.txt');
    const separator = 'Bw==';
    const key = Buffer.from('k'.repeat(64)).toString('base64');
    writeFileSync(
      config,
      `hash_config {\n  algorithm: SCRYPT,\n  base64_signer_key: ${key},\n  base64_salt_separator: ${separator},\n  rounds: 8,\n  mem_cost: 14,\n}\n`,
    );
    const hash = Buffer.from('h'.repeat(64)).toString('base64');
    const stdin = `${JSON.stringify({ passwordHash: hash, salt: 'c2FsdA==' })}\n{"passwordHash":\n`;
    const { stdout } = await user.call(
      ['password', 'convert', '-', '--from', 'firebase', '--hash-config', config, '--format', 'jsonl'],
      { stdin },
    );
    expect(linesIn(stdout)).toEqual([
      {
        to: 'kratos',
        hash: `$firescrypt$ln=14,r=8,p=1$c2FsdA==$${hash}$${separator}$${key}`,
        kind: null,
        reason: null,
      },
      { to: 'refused', hash: null, kind: null, reason: expect.stringContaining('JSON') },
    ]);
  });

  it('never answers with a password that the source holds in clear text', async () => {
    const stdin = 'Correct horse\n';
    for (const format of ['text', 'json', 'jsonl', 'yaml']) {
      const { stdout, stderr } = await user.call(`password convert - --from ldap --format ${format}`, {
        stdin,
      });
      expect(stdout + stderr).not.toContain('orrect');
    }
    const { stdout } = await user.call('password convert - --from ldap --format jsonl', { stdin });
    expect(linesIn(stdout)).toMatchObject([{ to: 'plain', hash: null }]);
  });

  it('refuses what the release that is named would not match', async () => {
    const many = django.replace('$1000$', '$20000000$');
    const options = 'password convert - --from django --format jsonl';
    const { stdout } = await user.call(options, { stdin: many });
    expect(linesIn(stdout)).toMatchObject([{ to: 'kratos' }]);
    const later = await user.call(`${options} --kratos-version v99.0.0`, { stdin: many });
    expect(linesIn(later.stdout)).toMatchObject([{ to: 'refused', hash: null }]);
  });

  it('tells of the first twenty lines why they were not converted, and how many more there are', async () => {
    const { stderr } = await user.call('password convert -', { stdin: `${md5}\n`.repeat(25) });
    expect(stderr.match(/^Line \d+ is not converted/gm)).toHaveLength(20);
    expect(stderr).toContain('\nSo are 5 more; --format jsonl tells each.\n');
  });

  it.each([
    ['--from Django', '--from is none of the kinds that are converted.'],
    ['--from django --salt-encoding hex', '--salt-encoding is about hashes of md5, sha1, sha256, sha512.'],
    ['--hash-config x', '--hash-config is about hashes of firebase.'],
    ['--from symfony --keylen 9', '--keylen is about hashes of passport, passport-local-mongoose.'],
    ['--from md5 --salt-position front', '--salt-position is one of prefix, suffix.'],
    ['--from passport --iterations 0', '--iterations must be a whole number from 1 to 999999999.'],
    [
      '--from firebase --hash-config .',
      'The file of --hash-config cannot be read (it is not a regular file).',
    ],
    [
      '--from firebase --hash-config package.json',
      'The file of --hash-config does not hold the parameters of a project: hash_config.base64_signer_key is missing.',
    ],
  ])('%s is asked wrongly', async (options, message) => {
    const { exit, stderr } = await user.call(`password convert - ${options}`, { stdin: `${md5}\n` });
    expect({ exit, stderr: stderr.split('\n')[0] }).toEqual({ exit: 2, stderr: `error: ${message}` });
  });
});
