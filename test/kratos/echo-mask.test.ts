import { describe, expect, test } from 'vitest';
import { createEchoMask } from '../../src/kratos/echo-mask.ts';

const token = 'tok <"a/b+c\'&ü"> 42';

function maskOf(...secrets: readonly string[]): (text: string) => string {
  const echo = createEchoMask();
  for (const secret of secrets) echo.add(secret, true);
  return (text) => echo.mask(text);
}

const html = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

describe('a secret is taken out', () => {
  test.each([
    ['in plain', token],
    ['in capitals', token.toUpperCase()],
    ['in JSON', JSON.stringify(token)],
    ['in JSON of PHP', JSON.stringify(token).replaceAll('/', '\\/')],
    [
      'in JSON of Go',
      JSON.stringify(token).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026'),
    ],
    ['in HTML of Go', html(token).replaceAll('"', '&#34;').replaceAll("'", '&#39;')],
    ['in HTML with named quotes', html(token).replaceAll('"', '&quot;').replaceAll("'", '&#x27;')],
    ['percent-encoded', encodeURIComponent(token)],
    ['percent-encoded in small letters', encodeURIComponent(token).toLowerCase()],
    ['in a query', new URLSearchParams({ q: token }).toString()],
    ['in hexadecimal', Buffer.from(token).toString('hex')],
    ['in capital hexadecimal', Buffer.from(token).toString('hex').toUpperCase()],
  ])('%s', (_, form) => {
    const masked = maskOf(token)(`before ${form} behind`);
    expect(masked).toMatch(/^before "?(q=)?\[secret\]"? behind$/);
  });

  test.each([0, 1, 2, 3, 4, 5])('in base64 with %i bytes before it, of either alphabet', (before) => {
    for (const behind of ['', 'x', 'xy']) {
      for (const alphabet of ['base64', 'base64url'] as const) {
        const whole = Buffer.from('.'.repeat(before) + token + behind).toString(alphabet);
        const masked = maskOf(token)(whole);
        expect(masked).toContain('[secret]');
        // At most the digits that are shared with a neighbour are left of it.
        expect(masked.replace('[secret]', '').length).toBeLessThanOrEqual(2 * (before + behind.length) + 8);
      }
    }
  });

  test('as a whole where another is a part of it', () => {
    expect(maskOf('abcd', 'abcdefgh')('1 abcdefgh 2 abcd 3')).toBe('1 [secret] 2 [secret] 3');
  });

  test('though it reads as a pattern', () => {
    expect(maskOf('a.*(b|[c')('a.*(b|[c and axxb')).toBe('[secret] and axxb');
  });
});

test('nothing is taken out where there is no secret, or only one of three characters', () => {
  for (const mask of [maskOf(), maskOf(''), maskOf('abc')])
    expect(mask('abc YWJj 616263')).toBe('abc YWJj 616263');
});

test('of secrets that are sent once, those of long ago are forgotten, and credentials never', () => {
  const echo = createEchoMask();
  echo.add('credential', true);
  for (let n = 0; n < 60; n += 1) echo.add(`hash-number-${n}-`, false);
  expect(echo.mask('credential hash-number-0- hash-number-59-')).toBe('[secret] hash-number-0- [secret]');
});
