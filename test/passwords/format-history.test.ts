import { expect, test } from 'vitest';
import { inspectHash } from '../../src/passwords/inspect-hash.ts';
import { measuredVersion, parseKratosVersion } from '../../src/passwords/kratos-version.ts';
import { readHashInspections } from './hash-vectors.ts';

const rows = readHashInspections();

const hashes: ReadonlyMap<string, string> = new Map(
  [
    ['bcrypt', 'bcrypt $2b$'],
    ['argon2id', 'argon2id'],
    ['pbkdf2', 'pbkdf2-sha256'],
    ['argon2i', 'argon2i'],
    ['scrypt', 'scrypt, N 1024'],
    ['firescrypt', 'firescrypt'],
    ['md5', 'md5'],
    ['ssha', '{SSHA}'],
    ['sha', 'sha256 {SALT}{PASSWORD}'],
    ['md5-crypt', 'md5-crypt'],
    ['sha256-crypt', 'sha256-crypt, rounds=5000'],
    ['hmac', 'hmac-sha256'],
  ].map(([format = '', name]) => [format, rows.find((row) => row.name === name)?.hash ?? '']),
);

/** What each release brought, as its tag in the history of ory/kratos has it. */
test.each(
  [
    ['v0.8.3', []],
    ['v0.9.0-alpha.1', ['bcrypt', 'argon2id', 'pbkdf2']],
    ['v0.10.0', ['argon2i']],
    ['v0.11.0', ['scrypt', 'firescrypt', 'md5']],
    ['v0.13.0', ['ssha', 'sha']],
    ['v1.0.0', ['md5-crypt', 'sha256-crypt']],
    ['v1.1.0', ['hmac']],
    ['v1.3.1', []],
    ['v25.4.0', []],
    ['v26.2.0', []],
    ['v27.0.0', []],
  ].map(([release, brought], index, all) => ({
    release: release as string,
    brought: brought as string[],
    known: all.slice(0, index + 1).flatMap(([, formats]) => formats),
  })),
)('$release imports what came before, and $brought', ({ release, known }) => {
  const version = parseKratosVersion(release) ?? measuredVersion;
  const imported = [...hashes].filter(([, hash]) => inspectHash(hash, version).accepted);
  expect(imported.map(([format]) => format)).toEqual(known);
});

test('a release that does not know a format says which one does', () => {
  const version = { major: 1, minor: 0, patch: 0 };
  expect(inspectHash(hashes.get('hmac') ?? '', version)).toMatchObject({
    format: 'hmac',
    parameters: { digest: 'sha256' },
    accepted: false,
    canMatch: false,
    code: 'not-in-version',
    reason: 'Kratos imports hmac from v1.1.0 on, and this is v1.0.0.',
  });
});

test.each([
  ['v1.2.0', false],
  ['v1.3.0', true],
])('in %s a sha-crypt hash without rounds can match: %s', (release, canMatch) => {
  const version = parseKratosVersion(release) ?? measuredVersion;
  const hash = rows.find(({ name }) => name === 'sha512-crypt')?.hash ?? '';
  expect(inspectHash(hash, version)).toMatchObject({ accepted: true, canMatch });
  expect(inspectHash(hash.replace('crypt$', 'crypt$rounds=5000$'), version).canMatch).toBe(true);
});
