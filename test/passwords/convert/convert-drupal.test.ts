import { expect, test } from 'vitest';
import { convertDrupal } from '../../../src/passwords/convert/convert-drupal.ts';

const drupal7 = '$S$C33783772bRXEx1aCsvY.dqgaaSu76XmVlKrW9Qu8IQlvxHlmzLf';

test.each([drupal7, `U${drupal7}`, 'U$P$BVrdsW/NUuXDi0Od0uUdk2SnJHHmQ01'])(
  '%s is for the hook as it is',
  (hash) => {
    expect(convertDrupal(hash)).toMatchObject({ to: 'hook', kind: 'drupal', hash });
  },
);

test('the hashes of older and of newer releases are for Kratos, or phpass', () => {
  expect(convertDrupal('3cb4e732631f47e6eb961f34554b7cde')).toMatchObject({ to: 'kratos' });
  expect(convertDrupal('$P$BVrdsW/NUuXDi0Od0uUdk2SnJHHmQ01')).toMatchObject({ to: 'hook', kind: 'phpass' });
});

test.each([
  [drupal7.slice(0, -1), 'pass has 54 characters, where 55'],
  ['U$P$BVrdsW/NUuXDi0Od0uUdk2SnJHHmQ0', 'cut off or damaged'],
  ['U3cb4e732631f47e6eb961f34554b7cde', 'no hash of Drupal'],
])('%s is refused', (text, reason) => {
  expect(convertDrupal(text)).toEqual({ to: 'refused', reason: expect.stringContaining(reason) });
});

test('an empty pass is none', () => {
  expect(convertDrupal('').to).toBe('nothing');
});
