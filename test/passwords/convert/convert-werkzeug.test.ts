import { expect, test } from 'vitest';
import { convertWerkzeug } from '../../../src/passwords/convert/convert-werkzeug.ts';

const sha256 = 'd24e794fce503c3ddb1cd1ba1dd5d9b250cf9917336a0316fefd87fecf79200f';

test('what looks like a salted digest is an HMAC, with the salt as its key', () => {
  expect(convertWerkzeug(`sha256$key123$${sha256}`)).toEqual({
    to: 'kratos',
    hash: `$hmac-sha256$${Buffer.from(sha256).toString('base64')}$a2V5MTIz`,
  });
  expect(convertWerkzeug(`sha256$$${sha256}`)).toMatchObject({
    hash: expect.stringMatching(/^\$sha256\$pf=/),
  });
});

test('hexadecimal digits in capitals are the same digest', () => {
  expect(convertWerkzeug(`sha256$key$${sha256.toUpperCase()}`)).toEqual(
    convertWerkzeug(`sha256$key$${sha256}`),
  );
});

test('a password may stand there itself, with whatever is in it', () => {
  expect(convertWerkzeug('plain$$ a$b ')).toMatchObject({ to: 'plain', password: ' a$b ' });
  expect(convertWerkzeug('plain$$').to).toBe('nothing');
});

test.each([
  [`pbkdf2:sha256$salt$${sha256}`, 'iterations are missing'],
  [`pbkdf2:sha256:0$salt$${sha256}`, 'the number of iterations has to be a whole number'],
  [`pbkdf2:sha256:1000$salt$${sha256.slice(2)}`, 'the hash has 31 bytes, where 32'],
  [`pbkdf2:md5:1000$salt$${sha256}`, 'sha1, sha224, sha256, sha384 and sha512 only'],
  [`scrypt:32768:8:1$salt$${sha256}`, 'the hash has 32 bytes, where 64'],
  [`scrypt:1000:8:1$salt$${sha256}${sha256}`, 'would never log in'],
  [`sha3_256$salt$${sha256}`, 'the method is none of'],
  [`sha256$salt$${sha256.slice(1)}`, 'not whole hexadecimal text'],
  [sha256, 'method$salt$hash is expected'],
])('%s is refused', (text, reason) => {
  expect(convertWerkzeug(text)).toEqual({ to: 'refused', reason: expect.stringContaining(reason) });
});
