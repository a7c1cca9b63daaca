import { hash } from 'node:crypto';
import { expect, it } from 'vitest';
import { sha256 } from '../../src/history/sha256.ts';

it.each([
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
  ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
])('%.60j has the hash that FIPS 180-4 gives as an example', (text, digest) => {
  expect(sha256(text)).toBe(digest);
});

it('every length up to a few blocks has the hash of node:crypto', () => {
  for (let length = 0; length < 300; length += 1) {
    const text = String.fromCodePoint(0xe9 + length).repeat(length);
    expect(sha256(text)).toBe(hash('sha256', text, 'hex'));
  }
});
