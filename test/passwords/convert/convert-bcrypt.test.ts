import { expect, test } from 'vitest';
import { convertBcrypt } from '../../../src/passwords/convert/convert-bcrypt.ts';

const rest = '$7xxalc6PbPEiA1WcKSdhAO/SUK6IfaHDJfDd.jBSe4uUdfrBSs3O2';

test.each(['$2a$06', '$2b$06', '$2y$06', '$2$06'])('%s is Kratos’s own', (prefix) => {
  expect(convertBcrypt(`${prefix}${rest}`)).toEqual({ to: 'kratos', hash: `${prefix}${rest}` });
});

test('a pepper is for the hook', () => {
  expect(convertBcrypt(`$2a$12${rest}`, { peppered: true })).toMatchObject({
    to: 'hook',
    kind: 'peppered-bcrypt',
    hash: `$2a$12${rest}`,
  });
});

test('a cost that a later Kratos refuses is said', () => {
  expect(convertBcrypt(`$2b$16${rest}`)).toMatchObject({
    to: 'kratos',
    caution: expect.stringContaining('15'),
  });
});

test.each([
  [
    `$2b$06${rest.slice(0, -1)}`,
    '53 characters of salt and digest have to follow the cost of bcrypt, here are 52',
  ],
  [`$2b$06${rest}x`, 'here are 54'],
  [`$2b$6${rest}`, 'it does not begin as a bcrypt hash does'],
  [`$2b$03${rest}`, 'would never log in'],
  [`$2b$06${rest.replace('.', '+')}`, 'cut off'],
])('%s is refused', (text, reason) => {
  expect(convertBcrypt(text)).toEqual({ to: 'refused', reason: expect.stringContaining(reason) });
});

test('an empty hash is none', () => {
  expect(convertBcrypt(' ').to).toBe('nothing');
});
