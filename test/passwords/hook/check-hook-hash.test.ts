import { assert, asyncProperty, constantFrom, nat, oneof, pre, string, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { checkHookHash } from '../../../src/passwords/hook/check-hook-hash.ts';
import { hookKinds } from '../../../src/passwords/hook/hook-kinds.ts';
import { verifyHookHash } from '../../../src/passwords/hook/verify-hook-hash.ts';
import { readMadeHashes } from './hook-hashes.ts';

test.each(readMadeHashes())('nothing is wrong with $name', ({ kind, hash }) => {
  expect(checkHookHash({ kind, hash })).toBeUndefined();
});

const tooManyRounds = 'to repeat a digest more than 16777216 times takes too long, and is not tried here';
const tooHighCost = 'a bcrypt of a cost above 17 takes too long, and is not tried here';
const tooManyPasses = 'an argon2 that passes over more than 16 GiB takes too long, and is not tried here';
const tooLongScrypt = 'an scrypt with N·r·p above 2^24 takes too long, and is not tried here';
const bcrypt31 = `$2y$31$${'a'.repeat(53)}`;
const passes = 'm=65536,t=4000000000,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const tooMuchMemory = 'comparing with this hash takes more than 2 GiB of memory, which is not tried here';

const sixtyFour = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==';

test.each([
  ['phpass', '$P$Bshort', 'a hash of phpass has 34 characters: $P$, its cost, 8 of salt and 22 of digest'],
  ['phpass', '$P$!984478476IagS59wHZvyQMArzfx58u', undefined],
  ['phpass', '$P$!84478476IagS59wHZvyQMArzfx58u.', 'its cost is none'],
  ['phpass', '$P$S84478476IagS59wHZvyQMArzfx58u.', 'more than 2^24 rounds are not tried here'],
  ['drupal', '$S$short', 'a hash of Drupal has 55 characters: $S$, its cost, 8 of salt and 43 of digest'],
  [
    'wordpress',
    '$wp$2y$99$x',
    'its bcrypt is not $2a$, $2b$ or $2y$, a cost of 04 to 31, $ and 53 characters',
  ],
  ['werkzeug', 'scrypt:32768:8$salt$00', 'its scrypt has not the three numbers N:r:p'],
  ['werkzeug', 'scrypt:1000:8:1$salt$00', 'its N of scrypt is no power of 2'],
  [
    'werkzeug',
    'scrypt:1073741824:8:1$salt$00',
    'comparing with this hash takes more than 2 GiB of memory, which is not tried here',
  ],
  ['werkzeug', 'pbkdf2:sha256$salt$00', 'its pbkdf2 has not a digest and a number of iterations'],
  ['werkzeug', 'pbkdf2:sha256:0$salt$00', 'a number in its method is none from 1 to 2147483647'],
  ['werkzeug', 'sha256$salt$00', 'its digest is not 32 bytes in hex'],
  ['werkzeug', 'plain$$secret', 'its digest is none of md5, sha1, sha224, sha256, sha384, sha512'],
  ['symfony', `symfony$sha512$0$$${sixtyFour}`, 'how often it is repeated is no whole number from 1 on'],
  ['symfony', `symfony$sha512$99999999$$${sixtyFour}`, tooManyRounds],
  ['symfony', 'symfony$sha512$1$$AAAA', 'its digest has not the 64 bytes of sha512'],
  ['symfony', 'symfony$sha512$1$!$AAAA', 'its salt is not base64'],
  ['fusionauth', 'salted-sha1$1$AAAA$AAAA', 'it has not the parts salted-sha256$factor$salt$hash'],
  ['argon2', '$argon2d$v=19$m=4,t=1,p=1$c2FsdHNhbHQ$AAAAAAAA', 'argon2 is not defined for its parameters'],
  ['apr1', '$apr1$toolongsalt$gh9m4xcAn3MGxogwX/ztb.', undefined],
  ['hmac-sha256-utf16', 'hmac-sha256-utf16$AAAA$AAAA', 'its digest has not the 32 bytes of sha256'],
  ['ldap-sha384', '{SSHA384}AAAA', 'its digest has not the 48 bytes of sha384'],
  ['ldap-sha384', `{SHA384}${sixtyFour}`, 'its digest has not the 48 bytes of sha384'],
  ['ldap-sha384', '{SSHA384}', 'it is neither {SSHA384} nor {SHA384} and base64'],
  ['kratos', '{PLAIN}secret', undefined],
  // What would take the turn of everybody else, for hours.
  ['kratos', bcrypt31, tooHighCost],
  ['peppered-bcrypt', bcrypt31, tooHighCost],
  ['wordpress', `$wp${bcrypt31}`, tooHighCost],
  ['django-bcrypt-sha256', `bcrypt_sha256$${bcrypt31}`, tooHighCost],
  ['werkzeug', `pbkdf2:sha256:2147483647$salt$${'a'.repeat(64)}`, tooManyRounds],
  ['werkzeug', `scrypt:1048576:8:4$salt$${'a'.repeat(128)}`, tooLongScrypt],
  ['pbkdf2-sha2', 'pbkdf2-sha2-384$2147483647$c2FsdA==$c2FsdA==', tooManyRounds],
  ['argon2', `$argon2d$v=19$${passes}`, tooManyPasses],
  ['kratos', `$argon2id$v=19$${passes}`, tooManyPasses],
  ['kratos', `$argon2id$v=19$${passes.replace('m=65536,t=4000000000', 'm=4194304,t=1')}`, tooMuchMemory],
  ['kratos', `$pbkdf2-sha256$i=2147483647,l=32$c2FsdHNhbHQ$${'A'.repeat(43)}`, tooManyRounds],
  ['kratos', `$scrypt$ln=1048576,r=8,p=4$c2FsdHNhbHRzYWx0c2FsdA==$${'A'.repeat(43)}=`, tooLongScrypt],
  ['kratos', `$scrypt$ln=1073741824,r=8,p=1$c2FsdHNhbHRzYWx0c2FsdA==$${'A'.repeat(43)}=`, tooMuchMemory],
  ['kratos', `$sha512-crypt$rounds=999999999$salt$${'a'.repeat(85)}.`, tooManyRounds],
] as const)('of a hash of %s, %s, it says what is wrong', (kind, hash, reason) => {
  const wrong = checkHookHash({ kind, hash });
  expect(wrong).toBe(reason ?? wrong);
  expect(wrong).toBeDefined();
});

test('what is wrong with a text is said without the text, and no password matches it', async () => {
  const texts = oneof(
    string(),
    tuple(constantFrom(...readMadeHashes()), nat(), string({ maxLength: 3 })).map(
      ([{ hash }, place, text]) => {
        const at = place % hash.length;
        return hash.slice(0, at) + text + hash.slice(at + 1);
      },
    ),
  );
  await assert(
    asyncProperty(constantFrom(...hookKinds), texts, async (kind, hash) => {
      const wrong = checkHookHash({ kind, hash });
      // What can be read may take long to compute.
      pre(wrong !== undefined);
      expect(await verifyHookHash('x', { kind, hash })).toBe(false);
      expect(hash.length > 12 && wrong.includes(hash)).toBe(false);
    }),
    { numRuns: 500 },
  );
});
