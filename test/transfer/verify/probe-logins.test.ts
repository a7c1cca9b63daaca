import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { IdpError } from '../../../src/errors/idp-error.ts';
import type { ProbedLogin, TrialLogin } from '../../../src/kratos/probe-login.ts';
import { openInput } from '../../../src/records/open-input.ts';
import { probeLogins, type TroubledLogin } from '../../../src/transfer/verify/probe-logins.ts';
import { readLogins } from '../../../src/transfer/verify/read-logins.ts';

const folder = mkdtempSync(join(tmpdir(), 'idp-logins-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Tries what stands in a file; `answer` stands for Kratos. */
async function probe(
  content: string,
  answer: (login: TrialLogin) => Promise<ProbedLogin> | ProbedLogin,
  concurrency = 4,
) {
  const file = join(folder, 'logins');
  writeFileSync(file, content);
  const troubled: TroubledLogin[] = [];
  const probed = await probeLogins({
    logins: readLogins(await openInput(file)),
    admin: { probeLogin: (login) => Promise.resolve(answer(login)) },
    concurrency,
    turn: () => Promise.resolve(),
    signal: new AbortController().signal,
    onTrouble: (login) => troubled.push(login),
  });
  return { probed, troubled };
}

const errorOf = (code: 'internal' | 'unavailable' | 'kratos-rejected') => ({
  error: new IdpError(code, 'Said to the operator.', { recorded: 'Said to the record.' }),
});

describe('trying known logins', () => {
  test('counts them by how they end, and tells of those that do not come in', async () => {
    const answers: Record<string, ProbedLogin> = {
      'ada@example.com': 'accepted',
      'bob@example.com': 'second-factor',
      'cyd@example.com': 'inactive',
      'dan@example.com': 'refused',
      'eve@example.com': errorOf('kratos-rejected'),
    };
    const lines = Object.keys(answers).map((identifier) => JSON.stringify({ identifier, password: 'x' }));
    const { probed, troubled } = await probe(
      `${lines.join('\n')}\n{"identifier":"fay@example.com"}\n{"password":"y"}\n{"identifier"\n`,
      ({ identifier }) => answers[identifier] ?? errorOf('internal'),
    );
    expect(probed).toEqual({
      tried: 5,
      accepted: 1,
      secondFactor: 1,
      inactive: 1,
      refused: 1,
      failed: { 'kratos-rejected': 1 },
      unusable: 3,
    });
    const byLine = troubled.toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0));
    expect(byLine.map(({ line, identifier, end }) => [line, identifier, end])).toEqual([
      [3, 'c***@e***.com', 'inactive'],
      [4, 'd***@e***.com', 'refused'],
      [5, 'e***@e***.com', 'kratos-rejected'],
      [6, undefined, 'unusable'],
      [7, undefined, 'unusable'],
      [8, undefined, 'unusable'],
    ]);
    expect(troubled.find(({ end }) => end === 'kratos-rejected')?.reason).toBe('Said to the record.');
  });

  test('takes passwords as they stand, with blanks, quotes and commas', async () => {
    const passwords: string[] = [];
    await probe(
      'password;identifier\n" a;""b"" ";ada@example.com\n"two\nlines";bob@example.com\n',
      ({ password }) => {
        passwords.push(password.reveal());
        return 'accepted';
      },
    );
    expect(passwords).toEqual([' a;"b" ', 'two\nlines']);
  });

  test('has no more under way than it may', async () => {
    let underWay = 0;
    let most = 0;
    const rows = Array.from({ length: 50 }, (_, at) => `p${at}@example.com,x`);
    const { probed } = await probe(
      `identifier,password\n${rows.join('\n')}\n`,
      async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise((resolve) => setImmediate(resolve));
        underWay -= 1;
        return 'accepted' as const;
      },
      3,
    );
    expect([probed.accepted, most]).toEqual([50, 3]);
  });

  test('stops where Kratos cannot be asked', async () => {
    let asked = 0;
    const rows = Array.from({ length: 50 }, (_, at) => `p${at}@example.com,x`);
    const probing = probe(
      `identifier,password\n${rows.join('\n')}\n`,
      () => {
        asked += 1;
        return errorOf('unavailable');
      },
      2,
    );
    await expect(probing).rejects.toMatchObject({ code: 'unavailable' });
    expect(asked).toBeLessThanOrEqual(2);
  });

  test('refuses a file of something else before anybody is logged in', async () => {
    const probing = probe('email,name\nada@example.com,Ada\n', () => 'accepted');
    await expect(probing).rejects.toMatchObject({ code: 'usage' });
  });
});
