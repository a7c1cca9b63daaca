import { expect, test } from 'vitest';
import { canonicalIdentityId } from '../../src/kratos/identity-id.ts';

const id = '5d0c1a3e-6f0a-4f7e-9a27-2f6f0e6c1f11';

test.each([id, id.toUpperCase(), id.replaceAll('-', ''), ` ${id}\n`, id.replaceAll('-', '').toUpperCase()])(
  '%s is that identity',
  (text) => {
    expect(canonicalIdentityId(text)).toBe(id);
  },
);

test.each([
  '',
  'ada@example.com',
  id.slice(1),
  `${id}0`,
  `{${id}}`,
  id.replace('-', ''),
  `urn:uuid:${id}`,
  id.replace('5', 'g'),
])('"%s" is no id', (text) => {
  expect(canonicalIdentityId(text)).toBeUndefined();
});
