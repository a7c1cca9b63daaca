import { expect, test } from 'vitest';
import { hookKinds } from '../../../src/passwords/hook/hook-kinds.ts';
import { verifyHookHash } from '../../../src/passwords/hook/verify-hook-hash.ts';
import { madeHash, readMadeHashes } from './hook-hashes.ts';

test('every kind has a hash that another program made', () => {
  expect([...new Set(readMadeHashes().map(({ kind }) => kind))].toSorted()).toEqual(hookKinds.toSorted());
});

test.each(readMadeHashes())(
  '$name lets its password in, and no other',
  async ({ password, pepper, ...hash }) => {
    const settings = pepper === undefined ? {} : { pepper };
    expect(await verifyHookHash(password, hash, settings)).toBe(true);
    expect(await verifyHookHash(`x${password}`, hash, settings)).toBe(false);
    expect(await verifyHookHash('', hash, settings)).toBe(false);
  },
);

test('bcrypt compares 72 bytes and no more, as the systems do that made it', async () => {
  const { password, ...hash } = longHash();
  expect(await verifyHookHash(`${password.slice(0, 72)} and anything`, hash)).toBe(true);
  expect(await verifyHookHash(password.slice(0, 71), hash)).toBe(false);
});

function longHash() {
  const found = readMadeHashes().find(({ kind, password }) => kind === 'kratos' && password.length > 72);
  if (found === undefined) throw new Error('there is none of a password above 72 bytes');
  return found;
}

test('a peppered hash matches nothing without its pepper', async () => {
  const { password, pepper, ...hash } = madeHash('peppered-bcrypt');
  expect(await verifyHookHash(password, hash)).toBe(false);
  expect(await verifyHookHash(password, hash, { pepper: `${pepper}!` })).toBe(false);
});

test.each(['phpass', 'wordpress', 'drupal'] as const)(
  '%s does not mind blanks around a password, which its source takes away at every login',
  async (kind) => {
    const { password, ...hash } = madeHash(kind);
    expect(await verifyHookHash(` \t${password}\0\r\n`, hash)).toBe(true);
    expect(await verifyHookHash(`${password}\u00a0`, hash)).toBe(false);
  },
);

test.each([
  ['phpass', 4096],
  ['wordpress', 4096],
  ['symfony', 4096],
  ['drupal', 512],
] as const)('%s refuses what is longer than %i bytes, as its source does', async (kind, longest) => {
  const { password: _password, ...hash } = madeHash(kind);
  expect(await verifyHookHash('x'.repeat(longest + 1), hash)).toBe(false);
});

test('a long computation gives way to others', async () => {
  const { password, hash } = madeHash('phpass');
  const slow = { kind: 'phpass', hash: hash.replace(/^(\$[PH]\$)./, '$1H') } as const; // 2^19 rounds
  let turns = 0;
  const ticking = setInterval(() => (turns += 1), 1);
  await verifyHookHash(password, slow);
  clearInterval(ticking);
  expect(turns).toBeGreaterThan(5);
});
