import { expect, it } from 'vitest';
import { typedSecret, withTypedPassword } from '../../src/secrets/ephemeral-secrets.ts';
import { environmentStore } from '../../src/secrets/environment-store.ts';
import { isSecretName } from '../../src/secrets/secret-name.ts';
import { Secret } from '../../src/secrets/secret.ts';

const store = withTypedPassword(
  environmentStore({ IDP_SECRET_ADA__PASSWORD: 'stored' }),
  new Secret('typed'),
);

it('a typed password is read by a reference that no secret can have', async () => {
  expect((await store.read(typedSecret, 'any'))['password']?.reveal()).toBe('typed');
  expect(isSecretName(typedSecret)).toBe(false);
});

it('all other secrets are the ones they were', async () => {
  expect((await store.read('ada', 'any'))['password']?.reveal()).toBe('stored');
  expect(await store.offered('any')).toEqual(['ada']);
  await expect(store.read('bob', 'any')).rejects.toMatchObject({ code: 'secret-not-found' });
});
