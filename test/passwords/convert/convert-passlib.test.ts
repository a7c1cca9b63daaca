import { expect, test } from 'vitest';
import { convertPasslib } from '../../../src/passwords/convert/convert-passlib.ts';

test('the logarithm of scrypt becomes N, and its base64 gets its padding', () => {
  expect(
    convertPasslib(
      '$scrypt$ln=14,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$0LupyHkzAIgDr9UDsriAAf87vMbCbcaUfDvFOAHk0D0',
    ),
  ).toEqual({
    to: 'kratos',
    hash: '$scrypt$ln=16384,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg==$0LupyHkzAIgDr9UDsriAAf87vMbCbcaUfDvFOAHk0D0=',
  });
});

test('a dot of its base64 is a plus', () => {
  const key = 'A'.repeat(43);
  expect(convertPasslib(`$pbkdf2-sha256$29000$..../w$${key}`)).toEqual({
    to: 'kratos',
    hash: `$pbkdf2-sha256$i=29000,l=32$++++/w$${key}`,
  });
});

test.each([
  ['$pbkdf2-sha256$29000$c2FsdA$AAAA', 'the checksum has 3 bytes, where 32'],
  ['$pbkdf2-sha256$0$c2FsdA$AAAA', 'rounds has to be a whole number'],
  ['$pbkdf2-sha256$i=1000,l=32$c2FsdA$AAAA', 'rounds has to be a whole number'],
  ['$pbkdf2-sha3$1$c2FsdA$AAAA', 'the key of pbkdf2 has 3 bytes'],
  ['$scrypt$ln=14,r=8,p=1$c2FsdA$AAAA', 'the key of scrypt has 3 bytes'],
  ['$scrypt$ln=14,r=8$c2FsdA$AAAA', '$scrypt$ln=…'],
  [
    '$bcrypt-sha256$v=2,t=2b,r=12$n79VH.0Q2TMWmt3Oqt9uku$Kq4Noyk3094Y2QlB8NdRT8SvGiI4ft2',
    "passlib's bcrypt_sha256",
  ],
  ['grub.pbkdf2.sha512.10000.AA', 'the checksum is missing'],
  ['grub.pbkdf2.sha256.10000.AA.BB', 'grub.pbkdf2.sha512.rounds.salt.checksum is expected'],
])('%s is refused', (text, reason) => {
  expect(convertPasslib(text)).toEqual({ to: 'refused', reason: expect.stringContaining(reason) });
});

test.each(['', '!', '*'])('"%s" is a disabled account', (text) => {
  expect(convertPasslib(text).to).toBe('nothing');
});
