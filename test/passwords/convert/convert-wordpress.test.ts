import { expect, test } from 'vitest';
import { convertWordpress } from '../../../src/passwords/convert/convert-wordpress.ts';

const bcrypt = '$2y$10$eTt9E/h4UUZDuKy71DfJzur86tNx4U4MpXYVV8NnhVy4l0PC4tEcu';

test('the prefix of 6.8 stays where it is: without it, the hash matches nothing', () => {
  expect(convertWordpress(`$wp${bcrypt}`)).toMatchObject({
    to: 'hook',
    kind: 'wordpress',
    hash: `$wp${bcrypt}`,
  });
});

test.each([
  ['phpass', '$P$BVrdsW/NUuXDi0Od0uUdk2SnJHHmQ01'],
  ['phpass', '$H$9VrdsW/NUuXDi0Od0uUdk2SnJHHmQ01'],
])('%s is for the hook', (kind, hash) => {
  expect(convertWordpress(hash)).toMatchObject({ to: 'hook', kind, hash });
});

test('md5 is of any case, and bcrypt of a plugin is taken as it is', () => {
  const hash = '$md5$PLTnMmMfR+brlh80VUt83g==';
  expect(convertWordpress('3cb4e732631f47e6eb961f34554b7cde')).toEqual({ to: 'kratos', hash });
  expect(convertWordpress('3CB4E732631F47E6EB961F34554B7CDE')).toEqual({ to: 'kratos', hash });
  expect(convertWordpress(bcrypt)).toEqual({ to: 'kratos', hash: bcrypt });
});

test.each([
  ['$P$BVrdsW/NUuXDi0Od0uUdk2SnJHHmQ0', 'has 34 characters, this one 33'],
  ['$P$!VrdsW/NUuXDi0Od0uUdk2SnJHHmQ01', 'cut off or damaged'],
  [`$wp${bcrypt.slice(0, -1)}`, 'has 62 characters, where 63 are needed'],
  ['$wp$P$BVrdsW/NUuXDi0Od0uUdk2SnJHHmQ01', 'begins with $wp'],
  ['3cb4e732631f47e6eb961f34554b7cd', 'user_pass is no hash of WordPress'],
])('%s is refused', (text, reason) => {
  expect(convertWordpress(text)).toEqual({ to: 'refused', reason: expect.stringContaining(reason) });
});

test('an empty user_pass is none', () => {
  expect(convertWordpress('').to).toBe('nothing');
});
