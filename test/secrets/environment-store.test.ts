import { describe, expect, it } from 'vitest';
import { environmentStore } from '../../src/secrets/environment-store.ts';
import { isSecretName } from '../../src/secrets/secret-name.ts';
import type { SecretContent } from '../../src/secrets/secret-store.ts';

const store = environmentStore({
  IDP_SECRET_ADMIN_PW__PASSWORD: 'first',
  IDP_SECRET_ADMIN_PW__API_KEY: 'second',
  IDP_SECRET_ADMIN__PASSWORD: 'third',
  IDP_SECRET_EMPTY__PASSWORD: '',
  idp_secret_lower__password: 'not seen',
});

const shown = (content: SecretContent) =>
  Object.fromEntries(Object.entries(content).map(([key, secret]) => [key, secret.reveal()]));
const read = async (reference: string) => shown(await store.read(reference, 'reset-password'));

describe('secrets from the environment', () => {
  it('are named in upper case with _ for -, and so are their keys', async () => {
    expect(await read('admin-pw')).toEqual({ password: 'first', 'api-key': 'second' });
  });

  it('are found by their name after secret: too, and with _ in place of -', async () => {
    expect(await read('secret:admin-pw')).toEqual(await read('admin-pw'));
    expect(await read(' admin_pw ')).toEqual(await read('admin-pw'));
  });

  it('are not mixed up where one name begins with another', async () => {
    expect(await read('admin')).toEqual({ password: 'third' });
  });

  it('may be empty; that is for the reader to judge', async () => {
    expect(await read('empty')).toEqual({ password: '' });
  });

  it('that are not there are secret-not-found, with the ways to have it', async () => {
    await expect(read('admin-p')).rejects.toMatchObject({
      code: 'secret-not-found',
      message: 'There is no secret admin-p.',
      hint: 'Store it: idp secret add admin-p password --grant reset-password; or set IDP_SECRET_ADMIN_P__PASSWORD in the environment of this command.',
    });
    await expect(read('copp9vfmp25c77di8nm0')).rejects.toMatchObject({
      hint: 'It looks like an id; see what is there with idp secret list.',
    });
    await expect(read('lower')).rejects.toMatchObject({ code: 'secret-not-found' });
  });

  it.each([
    'Hunter2',
    'hunter 2',
    'hunter2!',
    'p@ss',
    'secret:Hunter2',
    'x'.repeat(65),
    'secret:secret:hunter',
    'secret: hunter',
    'ory_pat_hunter',
    'deadbeef'.repeat(4),
  ])('are not named %j: it may be a value, and is not repeated', async (typed) => {
    const refused = await read(typed).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'secret-not-found',
      message: 'password-secret-id is not the name of a secret.',
    });
    expect(JSON.stringify(refused)).not.toContain(typed);
    expect(isSecretName(typed)).toBe(false);
  });
});
