import { expect, test } from 'vitest';
import { maskAddress } from '../../src/kratos/mask.ts';

test.each([
  ['ada@example.com', 'a***@e***.com'],
  ['a@b', 'a***@b***'],
  ['ada@mail.example.co.uk', 'a***@m***.uk'],
  ['"odd@local"@example.com', '"***@e***.com'],
  ['ada', 'a***'],
  ['😀@example.com', '😀***@e***.com'],
  ['+43 1 2345 99', '+***99'],
  ['0043 1 234598', '***98'],
  ['google:123456', 'google:***56'],
  ['google:ada@example.com', 'g***@e***.com'],
  ['lovelace:prod', 'l***'],
  ['Lovelace: Ada', 'L***'],
  ['@example.com', '@***'],
  ['', '****'],
])('%s is shown as %s', (address, masked) => {
  expect(maskAddress(address)).toBe(masked);
});
