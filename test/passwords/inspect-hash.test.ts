import { describe, expect, test } from 'vitest';
import { type HashReport, inspectHash } from '../../src/passwords/inspect-hash.ts';
import { measuredVersion } from '../../src/passwords/kratos-version.ts';
import { readHashInspections, readHashTraps, readHashVectors } from './hash-vectors.ts';

const rows = readHashInspections();
const later = { major: 27, minor: 0, patch: 0 };

/** What Kratos would compare with and nobody should import: the report says which of the two it is. */
const refusedThoughMatching = new Map([
  ['pbkdf2-sha224 with SHA-3', 'improbable'],
  ['pbkdf2-sha384 with SHA-3', 'improbable'],
  ['pbkdf2-sha224, which is SHA-3', 'improbable'],
  ['pbkdf2-sha384, which is SHA-3', 'improbable'],
  ['scrypt, N 16 indeed', 'improbable'],
  ['scrypt, a key of 33 bytes', 'improbable'],
  ['pbkdf2-sha256, no key', 'matches-anything'],
  ['pbkdf2, an empty key, which matches everything', 'matches-anything'],
  ['scrypt, no key', 'matches-anything'],
  ['scrypt, an empty key, which matches everything', 'matches-anything'],
  ['firescrypt, neither hash nor signer key', 'matches-anything'],
  ['md5, a template without {PASSWORD} whose digest it is', 'matches-anything'],
  ['md5, template without a placeholder, which every password matches', 'matches-anything'],
]);

describe('for v26.2.0', () => {
  test.each([
    ...readHashVectors(),
    ...rows.map((row) => ({ ...row, isAccepted: row.import === 'accepted' })),
  ])('"$name" is accepted exactly if Kratos imports it', ({ hash, isAccepted }) => {
    expect(inspectHash(hash, measuredVersion).accepted).toBe(isAccepted);
  });

  test.each([
    ...rows.filter(({ login }) => login === 'MATCH'),
    ...readHashTraps().filter(({ login }) => login === 'MATCH'),
    ...readHashVectors().filter(({ logsIn }) => logsIn),
  ])('"$name" logs in, so that it can match, unless nobody should import it', ({ name, hash }) => {
    const { canMatch, code } = inspectHash(hash, measuredVersion);
    expect({ canMatch, code }).toEqual({
      canMatch: !refusedThoughMatching.has(name),
      code: refusedThoughMatching.get(name),
    });
  });

  test.each(
    [...rows.map(({ says, ...row }) => ({ ...row, says })), ...traps()].filter(
      ({ says }) => says !== '' && !/MATCH|passwords do not match|must be at most 72/.test(says),
    ),
  )('"$name" fails whatever the password, and that is told', ({ hash }) => {
    expect(inspectHash(hash, measuredVersion)).toMatchObject({
      canMatch: false,
      reason: expect.any(String) as string,
      code: expect.stringMatching(
        /^(?:unknown-format|malformed-hash|crashes-kratos|not-storable)$/,
      ) as string,
    });
  });

  test('of the hashes that Kratos accepts and no password matches, those that look like any other are the rest', () => {
    const undetected = rows.filter(
      ({ hash, login }) => login === 'FAIL' && inspectHash(hash, measuredVersion).canMatch,
    );
    expect(undetected.map(({ name }) => name)).toEqual([
      'bcrypt, another digest',
      'bcrypt, a password of 73 bytes',
      'bcrypt of a SHA-256 in hexadecimal, as Django does',
      'bcrypt of a password with a pepper',
      'WordPress 6.8 without $wp',
      'argon2id that says argon2i',
      'argon2id with a secret, and its keyid',
      'argon2id, its digest cut to 24 bytes',
      'pbkdf2-sha3 with SHA3-256',
      'pbkdf2-sha256, a salt of text that happens to be base64',
      'passport-local-mongoose, the salt as its bytes',
      'firescrypt, another signer key',
      'md5, twice',
      'md5, the salt as text of four letters',
      'md5, the salt in hexadecimal',
      'sha256 repeated ten times',
      '{SSHA256} of a sha1',
      'hmac-sha256, a key that is base64 and was not decoded',
      'md5-crypt, a salt of 9 bytes that crypt(3) cut',
      'sha256-crypt, rounds=999 as crypt(3) takes it',
      'sha512-crypt, a salt of 17 bytes that crypt(3) cut',
    ]);
    const suspected = undetected.filter(
      ({ hash }) => inspectHash(hash, measuredVersion).caution !== undefined,
    );
    expect(suspected.map(({ name }) => name)).toEqual([
      'argon2id with a secret, and its keyid',
      'pbkdf2-sha3 with SHA3-256',
      'passport-local-mongoose, the salt as its bytes',
      'md5-crypt, a salt of 9 bytes that crypt(3) cut',
      'sha256-crypt, rounds=999 as crypt(3) takes it',
      'sha512-crypt, a salt of 17 bytes that crypt(3) cut',
    ]);
  });
});

function traps(): { name: string; hash: string; says: string }[] {
  return readHashTraps().map(({ name, hash, login }) => ({ name, hash, says: login }));
}

describe('for a later version', () => {
  const storable = rows.filter(({ hash }) => !hash.includes('\0'));

  test.each(storable)('"$name" is accepted exactly if its code imports it', ({ hash, laterImport }) => {
    expect(inspectHash(hash, later).accepted).toBe(laterImport === 'accepted');
  });

  test.each(storable.filter(({ laterLogin }) => laterLogin === 'MATCH'))(
    '"$name" logs in, so that it can match, unless nobody should import it',
    ({ name, hash }) => {
      expect(inspectHash(hash, later).canMatch).toBe(!refusedThoughMatching.has(name));
    },
  );

  test.each(
    rows.filter(({ says, laterLogin }) => says === 'MATCH' && laterLogin.includes('exceed allowed bounds')),
  )('"$name" is beyond its bounds, of which v26.2.0 is warned', ({ hash }) => {
    expect(inspectHash(hash, later)).toMatchObject({
      accepted: false,
      canMatch: false,
      code: 'beyond-bounds',
    });
    expect(inspectHash(hash, measuredVersion).caution).toContain(
      'After such an upgrade its password is refused.',
    );
  });
});

test.each(rows)('of "$name" nothing is repeated that could be a secret', ({ hash }) => {
  const report = JSON.stringify(inspectHash(hash, measuredVersion));
  const secrets = hash
    .split(/[${},:"\s]/)
    .slice(1)
    .filter(
      (piece) =>
        piece.length >= 8 &&
        !/^(?:[a-z]+=|hmac-|pbkdf2-|sha\d|md5|firescrypt|argon2|secretData|credentialData|bcrypt|e1BBU1NXT1JEf)/i.test(
          piece,
        ),
    );
  expect(secrets.filter((secret) => report.includes(secret))).toEqual([]);
});

test.each(rows)('"$name" is reported with a reason exactly if it cannot match', ({ hash }) => {
  for (const version of [measuredVersion, later]) {
    const report: HashReport = inspectHash(hash, version);
    expect(report.reason !== undefined).toBe(!report.canMatch);
    expect(report.code !== undefined).toBe(!report.canMatch);
    expect(report.advice !== undefined).toBe(!report.canMatch);
    expect(report.canMatch && !report.accepted).toBe(false);
    expect(report.canMatch || report.caution === undefined).toBe(true);
  }
});
