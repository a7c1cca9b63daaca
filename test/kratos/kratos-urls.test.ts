import { expect, test } from 'vitest';
import { checkUrl } from '../../src/kratos/kratos-urls.ts';

test.each([
  ['http://127.0.0.1:4434', 'http://127.0.0.1:4434'],
  ['https://id.example/kratos//', 'https://id.example/kratos'],
  ['http://[::1]:4434/', 'http://[::1]:4434'],
])('%s is kept as %s', (url, kept) => {
  expect(checkUrl(url, '--admin-url')).toBe(kept);
});
