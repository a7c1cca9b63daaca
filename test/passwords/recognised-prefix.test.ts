import { expect, test } from 'vitest';
import { hashFormatOf } from '../../src/passwords/recognised-prefix.ts';
import { readHashVectors } from './hash-vectors.ts';

test.each(readHashVectors())('"$name" is recognised exactly if Kratos imports it', ({ hash, isAccepted }) => {
  expect(hashFormatOf(hash) !== undefined).toBe(isAccepted);
});

test('only the prefix counts, and it has to be the very beginning', () => {
  expect(hashFormatOf('$2a$')).toBe('bcrypt');
  expect(hashFormatOf('$2$')).toBe('bcrypt');
  expect(hashFormatOf('{SSHA}')).toBe('ssha');
  expect(hashFormatOf('$pbkdf2-sha999$')).toBe('pbkdf2');
  expect(hashFormatOf(' $2a$')).toBeUndefined();
});

test.each([
  '$1$',
  '$5$',
  '$6$',
  '$apr1$',
  '$2x$',
  '$argon2d$',
  '{SHA}',
  '{ssha}',
  '{SSHA384}',
  '$sha384$',
  '',
])('"%s" is refused', (prefix) => {
  expect(hashFormatOf(`${prefix}abc`)).toBeUndefined();
});
