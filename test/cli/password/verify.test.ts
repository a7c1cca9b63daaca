import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHashVectors } from '../../passwords/hash-vectors.ts';
import { createUser, type User } from '../user.ts';
import { linesIn } from './json-lines.ts';

let user: User;
beforeAll(() => (user = createUser()));
afterAll(() => user.leave());

const ssha = '{SSHA256}NINuWEgs87/sxw66l9oykb6gWAr91FFXfSt3ctlTXKRzYWx0MTIz';
const matching = `${ssha}\tcorrect horse\n`;
const mismatching = `${ssha}\tcorrect house\n`;

describe('idp password verify', () => {
  it('answers a JSON line of two keys for each vector, in their order and in Kratos’s words', async () => {
    const vectors = readHashVectors();
    const stdin = vectors.map(({ hash, password }) => `${hash}\t${password}\n`).join('');
    const { exit, stdout, stderr } = await user.run('password verify - --format jsonl', { stdin });
    const answers = linesIn(stdout);
    expect(answers.map((answer) => Object.keys(answer).join())).toEqual(vectors.map(() => 'match,reason'));
    expect(answers.map((answer) => answer['match'])).toEqual(vectors.map(({ logsIn }) => logsIn));
    expect(answers.map((answer) => shortened(answer['reason']))).toEqual(
      vectors.map(({ logsIn, reason }) => (logsIn ? null : reason)),
    );
    expect(exit).toBe(6);
    expect(stderr).toContain('error: Of 42 passwords, 22 do not match their hashes.\n');
  }, 60_000);

  it('computes for other releases, too, what an inspection calls improbable', async () => {
    const sha3 =
      '$pbkdf2-sha384$i=10,l=48$c2FsdA$zb+yho/vow/aXarRH7ZfvI0VU/poMLQoCzKau9gK51Xue07LHsFfRvyXNUnNcilO';
    const tooMuch = '$2b$16$7xxalc6PbPEiA1WcKSdhAO/SUK6IfaHDJfDd.jBSe4uUdfrBSs3O2';
    const stdin = `${sha3}\ttest\n${tooMuch}\ttest\n`;
    const command = 'password verify - --format jsonl --kratos-version v27.0';
    const { stdout } = await user.call(command, { stdin });
    expect(linesIn(stdout)).toEqual([
      { match: true, reason: null },
      { match: false, reason: expect.stringContaining('cost from 4 to 15 only') },
    ]);
  });

  it('exits with 0 where all match, a file being named by --file or as a word', async () => {
    const file = join(user.home, 'pairs.tsv');
    writeFileSync(file, matching.repeat(3));
    for (const named of [['--file', file], [file]]) {
      const { exit, stdout } = await user.call(['password', 'verify', ...named, '--format', 'jsonl']);
      expect({ exit, stdout }).toEqual({ exit: 0, stdout: '{"match":true,"reason":null}\n'.repeat(3) });
    }
  });

  it('takes all behind the first tab for the password, and nothing but the line end from it', async () => {
    const odd = '\t ü\u0007 ';
    const { stdout: hash } = await user.call('password make - --cost 4', { stdin: `${odd}\n` });
    const stdin = `${hash.trim()}\t${odd}\r\n${hash.trim()}\t${odd} \n`;
    const { stdout } = await user.call('password verify - --format jsonl', { stdin });
    expect(linesIn(stdout).map((answer) => answer['match'])).toEqual([true, false]);
  });

  it('answers lines that hold no pair in their place', async () => {
    const stdin = `${ssha}\n\n\tcorrect horse\n${ssha} \tx\n${ssha}\tcorrect\0horse\n${matching}`;
    const { exit, stdout } = await user.call('password verify - --format jsonl', { stdin });
    expect(linesIn(stdout).map((answer) => answer['reason'])).toEqual([
      'Line 1 has no tab between a hash and a password.',
      'Line 2 has no hash.',
      'Line 3 has no hash.',
      'the encoded hash is not in the correct format',
      'Line 5 has a NUL in it, which no hash and no password has.',
      null,
    ]);
    expect(exit).toBe(6);
  });

  it('is text and documents too', async () => {
    const stdin = matching + mismatching;
    const text = await user.call('password verify -', { stdin });
    expect(text.stdout).toBe('line 1: match\nline 2: no match: passwords do not match\n');
    const json = await user.call('password verify - --format json', { stdin });
    expect(JSON.parse(json.stdout)).toMatchObject({
      results: {
        verdicts: [
          { line: 1, match: true, reason: null },
          { line: 2, match: false, reason: 'passwords do not match' },
        ],
      },
      error: { code: 'different', message: 'Of 2 passwords, 1 do not match their hashes.' },
    });
  });

  it('repeats no piece of a hash that Kratos’s own words would quote', async () => {
    const stdin = '$sha512-crypt$SaltOfAda$DigestOfAda$more\tx\n$sha512-crypt$rounds=x$SaltOfAda$Digest\tx\n';
    const { stdout } = await user.call('password verify - --format jsonl', { stdin });
    expect(stdout).not.toMatch(/OfAda/);
    expect(linesIn(stdout).map((answer) => answer['reason'])).toEqual([
      expect.stringContaining('shacrypt decode error: parameter pair '),
      expect.stringContaining('strconv.ParseUint: parsing "x": invalid syntax'),
    ]);
  });

  it('judges by another release, which refuses what v26.2.0 lets in', async () => {
    const stdin = '$pbkdf2-sha256$i=10000001,l=1$c2FsdHNhbHQ$AA\tx\n';
    const { stdout } = await user.call('password verify - --format jsonl --kratos-version v99.0', { stdin });
    expect(linesIn(stdout)).toEqual([{ match: false, reason: expect.stringContaining('10000001') }]);
  });
});

/** As the fixture has the longest of Kratos's sentences. */
function shortened(reason: unknown): unknown {
  return String(reason).startsWith('the password does not fulfill') ? 'password >72 bytes rejected' : reason;
}
