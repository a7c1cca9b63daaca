import { describe, expect, it } from 'vitest';
import { readPassword } from '../../src/secrets/password-secret.ts';
import { Secret } from '../../src/secrets/secret.ts';

const from = (content: Record<string, string>) => () =>
  Promise.resolve(
    Object.fromEntries(Object.entries(content).map(([key, value]) => [key, new Secret(value)])),
  );

describe('the password in a secret', () => {
  it('is its key password', async () => {
    expect((await readPassword(from({ password: 'p', other: 'o' }), 'ada')).reveal()).toBe('p');
  });

  it('may be 72 bytes long, and no longer', async () => {
    const fits = 'ü'.repeat(36);
    expect((await readPassword(from({ password: fits }), 'ada')).reveal()).toBe(fits);
    await expect(readPassword(from({ password: `${fits}x` }), 'ada')).rejects.toMatchObject({
      code: 'invalid-parameter',
      message: 'The password in the secret is longer than the 72 bytes that bcrypt takes.',
    });
  });

  it('may not be empty', async () => {
    await expect(readPassword(from({ password: '' }), 'ada')).rejects.toMatchObject({
      code: 'invalid-parameter',
      message: 'The password in the secret is empty.',
      hint: 'Nothing was sent. Put another password in the secret and run it again.',
    });
  });

  it('is no property that every object has', async () => {
    const read = readPassword(from({ password: 'p' }), 'vault:ada#constructor');
    await expect(read).rejects.toMatchObject({ code: 'secret-not-found' });
  });

  it('is secret-not-found where the secret has other keys only, which are named', async () => {
    await expect(readPassword(from({ token: 't' }), 'ada')).rejects.toMatchObject({
      code: 'secret-not-found',
      message: 'The secret that password-secret-id names has no key password.',
      hint: 'It has: token.',
    });
  });
});
