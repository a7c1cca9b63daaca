import { expect, test } from 'vitest';
import { convertBareDigest } from '../../../src/passwords/convert/convert-bare-digest.ts';

const md5 = '3cb4e732631f47e6eb961f34554b7cde';

test('hex and base64 of the same bytes are the same', () => {
  expect(convertBareDigest(md5, 'md5')).toEqual({ to: 'kratos', hash: '$md5$PLTnMmMfR+brlh80VUt83g==' });
  expect(convertBareDigest('PLTnMmMfR+brlh80VUt83g==', 'md5')).toEqual(convertBareDigest(md5, 'md5'));
  expect(convertBareDigest('PLTnMmMfR-brlh80VUt83g', 'md5')).toEqual(convertBareDigest(md5, 'md5'));
});

test('of sha1 and the longer ones an unsalted digest has an empty salt, not fewer parts', () => {
  expect(convertBareDigest('2f9e53523b62abc141a2b4d6019d23cba835dbd0', 'sha1')).toEqual({
    to: 'kratos',
    hash: '$sha1$pf=e1BBU1NXT1JEfQ==$$L55TUjtiq8FBorTWAZ0jy6g129A=',
  });
});

test('spaces around a salt belong to it', () => {
  expect(convertBareDigest(md5, 'md5', { salt: ' s ' })).toMatchObject({
    hash: expect.stringContaining('$IHMg$'),
  });
});

test.each([
  [md5, 'sha1', {}, 'a digest of sha1 has 40 hexadecimal digits'],
  [md5.slice(1), 'md5', {}, 'cut off or of another algorithm'],
  [md5.replace('3', 'g'), 'md5', {}, 'cut off or of another algorithm'],
  [md5, 'md5', { salt: 'xyz', saltEncoding: 'hex' }, 'the salt is not whole hexadecimal text'],
  [md5, 'md5', { salt: 'xyz', saltEncoding: 'rot13' }, 'the salt has an unknown encoding'],
  [
    md5,
    'md5',
    { salt: 'xyz', saltPosition: 'middle' },
    'the position of the salt has to be prefix or suffix',
  ],
  [md5, 'md5', { salt: 7 }, 'the salt has to be text'],
] as const)('%s of %s with %o is refused', (text, algorithm, salting, reason) => {
  expect(convertBareDigest(text, algorithm, salting)).toEqual({
    to: 'refused',
    reason: expect.stringContaining(reason),
  });
});
