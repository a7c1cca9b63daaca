import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readHashVectors } from '../../passwords/hash-vectors.ts';
import { createUser, type User } from '../user.ts';
import { linesIn } from './json-lines.ts';

let user: User;
beforeAll(() => (user = createUser()));
afterAll(() => user.leave());

const bcrypt = '$2b$12$U4C0ZY8OG8y41F9LusfKyu3HRMBL0rCZcKBVsXhgr.n8Ou6FPhzO2';
const phpass = '$P$BVrdsW/NUuXDi0Od0uUdk2SnJHHmQ01';

describe('idp password inspect', () => {
  it('answers a JSON line of four keys for each vector, as v26.2.0 was seen to take it', async () => {
    const vectors = readHashVectors();
    const stdin = vectors.map(({ hash }) => `${hash}\n`).join('');
    const { exit, stdout } = await user.run('password inspect - --format jsonl', { stdin });
    const answers = linesIn(stdout);
    expect(answers.map((answer) => Object.keys(answer).join())).toEqual(
      vectors.map(() => 'format,accepted,can-match,reason'),
    );
    expect(answers.map((answer) => answer['accepted'])).toEqual(vectors.map(({ isAccepted }) => isAccepted));
    expect(answers.map((answer) => answer['can-match'])).toEqual(
      vectors.map(({ logsIn, name }) => logsIn || ofPasswordsNotHashes.has(name)),
    );
    expect(answers.map((answer) => answer['reason'] === null)).toEqual(
      answers.map((answer) => answer['can-match']),
    );
    expect(exit).toBe(6);
  });

  it('exits with 0 where every hash can match, and says of which release that is', async () => {
    const { exit, stdout, stderr } = await user.call('password inspect - --format jsonl', {
      stdin: `${bcrypt}\n`,
    });
    expect({ exit, stdout, stderr }).toEqual({
      exit: 0,
      stdout: '{"format":"bcrypt","accepted":true,"can-match":true,"reason":null}\n',
      stderr: 'Judged by Kratos v26.2.0, with which idp was measured, as no server is chosen.\n',
    });
  });

  it('answers every line in its place, also those that hold no hash', async () => {
    const stdin = `\uFEFF${bcrypt}\r\n\n${bcrypt}\tCorrect horse\n${bcrypt}\u0007\n${'x'.repeat(70_000)}\n${bcrypt}`;
    const { exit, stdout } = await user.call('password inspect - --format jsonl', { stdin });
    expect(linesIn(stdout).map((answer) => answer['reason'])).toEqual([
      null,
      'Line 2 has no hash.',
      'Line 3 has a tab in it, and hashes alone are expected, one a line.',
      'Line 4 has a control character in its hash.',
      'Line 5 is longer than 64 KiB.',
      null,
    ]);
    expect(exit).toBe(6);
  });

  it('shows a block a hash for eyes, and never the hash', async () => {
    const { stdout, stderr } = await user.call('password inspect -', { stdin: `${bcrypt}\n${phpass}\n` });
    expect(stdout).toMatch(/^line 1\n {2}format +bcrypt\n(.*\n)* {2}cost +12\n(.*\n)* {2}can match +yes\n/);
    expect(stdout).toMatch(
      /\n\nline 2\n {2}format +phpass\n(.*\n)* {2}can match +no\n {2}reason +It is phpass/,
    );
    expect(stdout).toMatch(/\n {2}advice +The password migration hook can verify it/);
    expect(stderr).toContain('error: Of 2 hashes, 1 can never be matched by a password.\n');
    expect(stdout + stderr).not.toMatch(/U4C0ZY|VrdsW/);
  });

  it.each(['json', 'yaml'])('answers one document as %s, with how it ended', async (format) => {
    const file = join(user.home, 'hashes.txt');
    writeFileSync(file, `${bcrypt}\n${phpass}\n`);
    const { exit, stdout } = await user.call(['password', 'inspect', file, '--format', format]);
    expect(parse(stdout)).toMatchObject({
      results: {
        'kratos-version': 'v26.2.0',
        'kratos-version-from': 'default',
        hashes: [
          {
            line: 1,
            format: 'bcrypt',
            parameters: { cost: 12 },
            accepted: true,
            'can-match': true,
            reason: null,
          },
          { line: 2, format: 'phpass', accepted: false, 'can-match': false, reason: expect.any(String) },
        ],
      },
      error: { code: 'partial', message: 'Of 2 hashes, 1 can never be matched by a password.' },
    });
    expect(exit).toBe(6);
  });

  it.each([
    ['json', '{"results": {"kratos-version": "v26.2.0", "kratos-version-from": "default", "hashes": []}}\n'],
    ['yaml', 'results:\n  kratos-version: v26.2.0\n  kratos-version-from: default\n  hashes: []\n'],
    ['jsonl', ''],
    ['text', ''],
  ])('answers no line with nothing as %s, and says so', async (format, answer) => {
    const { exit, stdout, stderr } = await user.call(`password inspect - --format ${format}`);
    expect({ exit, stdout }).toEqual({ exit: 0, stdout: answer });
    expect(stderr).toContain('There was no line to answer.\n');
  });

  it('writes to the file of -o, which is not there when the input cannot be read', async () => {
    const file = join(user.home, 'answer.jsonl');
    const line = ['password', 'inspect', '-', '--format', 'jsonl', '-o', file];
    const written = await user.call(line, { stdin: `${bcrypt}\n`.repeat(2) });
    expect({ exit: written.exit, stdout: written.stdout }).toEqual({ exit: 0, stdout: '' });
    expect(linesIn(readFileSync(file, 'utf8'))).toHaveLength(2);
    rmSync(file);
    const folder = await user.call(['password', 'inspect', user.home, '-o', file]);
    expect({ exit: folder.exit, isThere: existsSync(file) }).toEqual({ exit: 2, isThere: false });
    expect(folder.stderr).toContain('The file that is named cannot be read: it is a folder.');
  });

  it('answers {"error": …} alone where there is nothing to answer about', async () => {
    const { exit, stdout } = await user.call('password inspect --format json');
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: 'usage',
        message: 'No hashes are given, and nobody can be asked for them here.',
        hint: 'Pipe them in, a line each, with -, or name the file they are in.',
      },
    });
    expect(exit).toBe(2);
  });
});

/** What is wrong with these is the password that they were made of, which no hash tells. */
const ofPasswordsNotHashes = new Set([
  'bcrypt, 80-byte password (PHP truncates)',
  'bcrypt cost 16',
  'WordPress 6.8 with $wp stripped',
  'passport-local-mongoose naive unhex salt',
]);
