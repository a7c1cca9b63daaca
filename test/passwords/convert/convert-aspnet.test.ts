import { expect, test } from 'vitest';
import { convertAspnet } from '../../../src/passwords/convert/convert-aspnet.ts';

function version3(prf: number, iterations: number, saltLength: number, rest: number): string {
  const header = Buffer.alloc(13, 1);
  header.writeUInt32BE(prf, 1);
  header.writeUInt32BE(iterations, 5);
  header.writeUInt32BE(saltLength, 9);
  return Buffer.concat([header, Buffer.alloc(rest, 9)]).toString('base64');
}

test.each([
  [0, 'sha1'],
  [1, 'sha256'],
  [2, 'sha512'],
])('the function %i of version 3 is HMAC-%s', (prf, digest) => {
  expect(convertAspnet(version3(prf, 100_000, 16, 48))).toEqual({
    to: 'kratos',
    hash: expect.stringMatching(new RegExp(`^\\$pbkdf2-${digest}\\$i=100000,l=32\\$`)),
  });
});

test('no PasswordHash is no password', () => {
  expect(convertAspnet('').to).toBe('nothing');
});

// The failing payloads of PasswordHasherTest.cs of dotnet/aspnetcore, and other damage.
test.each([
  ['AAABAgMEBQYHCAkKCwwNDg+ukCEMDf0yyQ29NYubggE=', 'version 2 has 49 bytes, this one 32'],
  [
    'AAABAgMEBQYHCAkKCwwNDg+ukCEMDf0yyQ29NYubggHIVY0sdEUfdyeM+E1LtH1uJgAAAAAAAAAAAAA=',
    'version 2 has 49 bytes',
  ],
  ['AQAAAAIAAAAyAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4A=', 'the key of pbkdf2 has 3 bytes'],
  ['AQAAAAIAAA==', 'ends within its header'],
  [version3(1, 1000, 100, 48), 'ends within its salt'],
  [version3(3, 1000, 16, 48), 'names a function that is none of'],
  [version3(1, 0, 16, 48), 'has 0 iterations'],
  ['AgAAAAIAAAAyAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHw', 'does not begin with the byte 0 or 1'],
  ['no base64!', 'PasswordHash is not whole base64'],
])('%s is refused', (text, reason) => {
  expect(convertAspnet(text)).toEqual({ to: 'refused', reason: expect.stringContaining(reason) });
});
