import { expect, test } from 'vitest';
import { needsRoutes } from '../../src/kratos/route.ts';

const adminUrl = 'http://127.0.0.1:4434';

test.each([
  ['an api-key', { 'project-url': adminUrl, 'api-key': 'secret:ory' }],
  ['a bearer-token', { 'admin-url': adminUrl, 'bearer-token': 'secret:ory' }],
  ['headers', { 'admin-url': adminUrl, headers: { 'x-key': 'secret:ory' } }],
])('%s is sent over plain http too, so a route is needed', (_, settings) => {
  expect(needsRoutes({ adminUrl, publicUrl: undefined, settings, context: 'net' }, {})).toBe(true);
});

test('a plain context needs none', () => {
  const settings = { 'admin-url': adminUrl };
  expect(needsRoutes({ adminUrl, publicUrl: undefined, settings, context: 'near' }, {})).toBe(false);
});
