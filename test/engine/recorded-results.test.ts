import { expect, it } from 'vitest';
import { recordedResults } from '../../src/engine/recorded-results.ts';
import { Secret } from '../../src/secrets/secret.ts';

it.each([
  ['numbers, booleans and nothing', { a: 3, b: true, c: null, d: '' }],
  ['ids', { 'identity-id': '9f425a8d-7efc-4768-8f23-7647a74fdf13' }],
  ['times and durations', { at: '2030-01-01T00:00:00.123456Z', day: '2030-01-01', expires: '1h30m0.5s' }],
  ['the words of Kratos', { state: 'inactive', aal: 'aal2', method: 'PATCH', before: ['password', 'totp'] }],
  ['factors as they are named', { after: ['lookup_secret (7 unused)', 'webauthn passwordless (1 key)'] }],
])('%s stay', (_, results) => {
  expect(recordedResults(results)).toEqual(results);
});

it('secrets are [secret], and every other text is masked, at every depth; names stay', () => {
  expect(
    recordedResults({
      'recovery-code': new Secret('735911'),
      identity: {
        traits: { email: 'ada@example.com', name: { first: 'Ada' }, phone: '+441234567', tags: ['vip'] },
        link: new Secret({ nested: 'x' }),
      },
      sessions: [{ device: 'Firefox', 'ip-address': '192.0.2.7' }],
      url: 'https://example.com/?flow=f1',
    }),
  ).toEqual({
    'recovery-code': '[secret]',
    identity: {
      traits: { email: 'a***@e***.com', name: { first: 'A***' }, phone: '+***67', tags: ['v***'] },
      link: '[secret]',
    },
    sessions: [{ device: 'F***', 'ip-address': '***.7' }],
    url: 'h***',
  });
});

it('what merely looks like a word of Kratos is masked', () => {
  for (const text of [
    'active ',
    'Active',
    'password1',
    'totp (mine)',
    '9f425a8d-7efc-4768-8f23-7647a74fdf1',
    '1h!',
  ]) {
    expect(recordedResults({ text })['text']).toContain('***');
  }
});

it('what is not there is left out, and what is no data is not kept', () => {
  expect(recordedResults({ a: undefined, b: () => 'x', c: new Date(0) })).toEqual({
    b: '***',
    c: '1970-01-01T00:00:00.000Z',
  });
});

it('traits and metadata are a person’s: times, long numbers and keys that are no plain names are masked there too', () => {
  expect(
    recordedResults({
      identity: {
        traits: { born: '1815-12-10', phone: 441234567, floor: 3, since: '1833-06-05T10:00:00Z' },
        'metadata-admin': { 'ada@example.com': { vip: true }, '441234567': [1815_1210, 7] },
        'created-at': '2030-01-01T00:00:00Z',
      },
      count: 12_345,
    }),
  ).toEqual({
    identity: {
      traits: { born: '***10', phone: '***', floor: 3, since: '1***' },
      'metadata-admin': { 'a***@e***.com': { vip: true }, '***67': ['***', 7] },
      'created-at': '2030-01-01T00:00:00Z',
    },
    count: 12_345,
  });
});
