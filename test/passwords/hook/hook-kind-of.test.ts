import { expect, test } from 'vitest';
import { hookKindOf } from '../../../src/passwords/hook/hook-kind-of.ts';
import { readMadeHashes } from './hook-hashes.ts';

const untold = readMadeHashes().filter(({ hash }) => /^(md5|sha1)\$/.test(hash));
const peppered = readMadeHashes().filter(({ kind }) => kind === 'peppered-bcrypt');
const phpassInDrupal = readMadeHashes().filter(
  ({ kind, hash }) => kind === 'drupal' && /^\$[PH]\$/.test(hash),
);
const unclear = new Set([...untold, ...peppered, ...phpassInDrupal].map(({ name }) => name));

test.each(readMadeHashes().filter(({ name }) => !unclear.has(name)))(
  '$name tells its kind',
  ({ kind, hash }) => {
    expect(hookKindOf(hash)).toBe(kind);
  },
);

test('the md5$ and sha1$ of werkzeug tell none, because Django writes the same and means another thing', () => {
  expect(untold.length).toBeGreaterThan(1);
  expect(untold.map(({ hash }) => hookKindOf(hash))).toEqual(untold.map(() => undefined));
});

test('bcrypt with a pepper is taken for bcrypt', () => {
  expect(peppered.map(({ hash }) => hookKindOf(hash))).toEqual(peppered.map(() => 'kratos'));
});

test.each([
  ['$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAA', 'kratos'],
  ['$argon2id$m=8,t=1,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAA', 'argon2'],
  ['$pbkdf2-sha384$i=1,l=48$c2FsdA$AAAA', 'kratos'],
  ['$1$salt$AAAAAAAAAAAAAAAAAAAAAA', undefined],
  ['5f4dcc3b5aa765d61d8327deb882cf99', undefined],
  ['', undefined],
])('%s is %s', (hash, kind) => {
  expect(hookKindOf(hash)).toBe(kind);
});
