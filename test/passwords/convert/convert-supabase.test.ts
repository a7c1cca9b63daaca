import { expect, test } from 'vitest';
import { convertSupabase } from '../../../src/passwords/convert/convert-supabase.ts';

const key = Buffer.alloc(64, 0xfe).toString('base64');
const fbscrypt = `$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=${key}$C0sHCg9ek77hsg==$${key}`;

test('the scrypt of Firebase has its parts in another order in Kratos', () => {
  expect(convertSupabase(fbscrypt)).toEqual({
    to: 'kratos',
    hash: `$firescrypt$ln=14,r=8,p=1$C0sHCg9ek77hsg==$${key}$Bw==$${key}`,
  });
});

test('a project may have no salt separator', () => {
  expect(convertSupabase(fbscrypt.replace('ss=Bw==,', ''))).toEqual({
    to: 'kratos',
    hash: `$firescrypt$ln=14,r=8,p=1$C0sHCg9ek77hsg==$${key}$$${key}`,
  });
});

test('people who sign in elsewhere have an empty hash', () => {
  expect(convertSupabase('').to).toBe('nothing');
});

test.each([
  [fbscrypt.replace('v=1', 'v=2'), 'v=1 and p=1'],
  [fbscrypt.replace('p=1', 'p=2'), 'v=1 and p=1'],
  [fbscrypt.replace('n=14', 'n=0'), 'n has to be a whole number from 1 to 14'],
  [fbscrypt.replace(`,sk=${key}`, ''), 'sk is missing'],
  [`${fbscrypt}$`, '$fbscrypt$parameters$salt$hash is expected'],
  [fbscrypt.slice(0, -4), 'the hash has 63 bytes, where 64'],
  ['not-a-hash', 'it does not begin as a bcrypt hash does'],
])('%s is refused', (text, reason) => {
  expect(convertSupabase(text)).toEqual({ to: 'refused', reason: expect.stringContaining(reason) });
});
