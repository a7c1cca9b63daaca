import { describe, expect, test } from 'vitest';
import { formsFound } from './forms.ts';
import { newCanary } from './new-canary.ts';

const secret = newCanary();
const found = (text: string | Buffer): string[] => formsFound(secret, Buffer.from(text as string));

/** As if it had leaked into the middle of something. */
const amid = (leak: string): string => `{"a":"before ${leak} behind"}\n`;
const lead = (length: number): Buffer => Buffer.from(`${'.'.repeat(length)}${secret}..`);

describe('a planted leak is found', () => {
  test.each<[string, string | Buffer, string]>([
    ['in plain', amid(secret), 'plain'],
    ['in Latin-1', Buffer.from(amid(secret), 'latin1'), 'plain'],
    [
      'in the middle of binary data',
      Buffer.concat([Buffer.from([0, 255, 254]), Buffer.from(secret)]),
      'plain',
    ],
    ['without its end', amid(secret.slice(0, -20)), 'half of it'],
    ['without its beginning', amid(secret.slice(24)), 'half of it'],
    ['in UTF-16', Buffer.from(amid(secret), 'utf16le'), 'utf-16'],
    ['in JSON', JSON.stringify({ secret }), 'json'],
    ['percent-encoded', `https://x.example/?q=${encodeURIComponent(secret)}&r=1`, 'percent'],
    ['percent-encoded in small letters', encodeURIComponent(secret).toLowerCase(), 'percent'],
    ['percent-encoded with + for a blank', encodeURIComponent(secret).replaceAll('%20', '+'), 'percent'],
    ['in hexadecimal', amid(Buffer.from(secret).toString('hex')), 'hex'],
    ['in capital hexadecimal', amid(Buffer.from(secret).toString('hex').toUpperCase()), 'hex'],
    ...[0, 1, 2, 3, 4, 5].flatMap((length): [string, string, string][] =>
      (['base64', 'base64url'] as const).map((alphabet) => [
        `in ${alphabet} with ${length} bytes before it`,
        amid(lead(length).toString(alphabet)),
        `base64 at ${length % 3}`,
      ]),
    ),
  ])('%s', (_, leak, form) => {
    expect(found(leak)).toContain(form);
  });

  test('and nothing where there is none, nor another one', () => {
    for (const text of [
      '',
      amid('hello'),
      amid('[secret]'),
      amid(newCanary()),
      JSON.stringify(newCanary()),
    ]) {
      expect(found(text)).toEqual([]);
    }
  });
});
