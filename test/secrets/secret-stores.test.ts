import { describe, expect, it } from 'vitest';
import { IdpError } from '../../src/errors/idp-error.ts';
import type { SecretBackends } from '../../src/secrets/narrowing.ts';
import { Secret, revealed } from '../../src/secrets/secret.ts';
import { secretStores, type SecretPlaces } from '../../src/secrets/secret-stores.ts';
import type { SecretStore } from '../../src/secrets/secret-store.ts';

const password = (value: string) => ({ password: new Secret(value) });

/** An encrypted store that holds `ada` and `bob`, the second for connect only. */
const sealed: SecretStore = {
  async read(reference, action) {
    if (reference === 'ada') return password('of the store');
    if (reference !== 'bob') throw new IdpError('secret-not-found', 'not there');
    if (action !== 'connect') throw new IdpError('secret-not-granted', 'not granted');
    return password('of bob');
  },
  offered: () => Promise.resolve(['ada']),
};

/** A person with all kinds of places, and which of them were looked into. */
function places(more: Partial<SecretPlaces> & { narrowed?: SecretBackends } = {}) {
  const looked: string[] = [];
  const { narrowed, ...rest } = more;
  const stores = secretStores({
    environment: { IDP_SECRET_ENV_ONLY__PASSWORD: 'of the environment' },
    sealed: async () => {
      looked.push('store');
      return sealed;
    },
    sealedOpensByItself: () => Promise.resolve(true),
    backends: async () => {
      looked.push('backends');
      return (reference) => Promise.resolve(password(`${reference.name} of ${reference.backend}`));
    },
    narrowing: async () => {
      looked.push('context');
      return narrowed === undefined ? undefined : { context: 'prod', backends: narrowed };
    },
    ...rest,
  });
  const read = async (reference: string, action = 'reset-password') =>
    (revealed(await stores.read(reference, action)) as { password: string }).password;
  return { looked, read, offered: () => stores.offered('reset-password') };
}

describe('a secret without a backend', () => {
  it('comes from the environment, and nothing is unlocked for it', async () => {
    const { looked, read } = places();
    expect(await read('env-only')).toBe('of the environment');
    expect(await read('secret:env-only')).toBe('of the environment');
    expect(looked).not.toContain('store');
    expect(looked).not.toContain('backends');
  });

  it('comes from the encrypted store where the environment has none', async () => {
    const { looked, read } = places();
    expect(await read('ada')).toBe('of the store');
    expect(looked).toEqual(['store']);
  });

  it('is told of with both ways to make it one, where neither has it', async () => {
    await expect(places().read('eve')).rejects.toMatchObject({
      code: 'secret-not-found',
      message: 'There is no secret eve.',
      hint: expect.stringContaining('idp secret add eve password --grant reset-password'),
    });
  });

  it('keeps to the grants of the encrypted store', async () => {
    await expect(places().read('bob')).rejects.toMatchObject({ code: 'secret-not-granted' });
    expect(await places().read('bob', 'connect')).toBe('of bob');
  });

  it('that may be a password unlocks nothing, and is not repeated', async () => {
    const { looked, read } = places();
    await expect(read('Hunter2!')).rejects.toMatchObject({
      code: 'secret-not-found',
      message: expect.not.stringContaining('Hunter2!'),
    });
    expect(looked).toEqual([]);
  });
});

describe('a secret of a backend', () => {
  it('comes from that backend alone', async () => {
    const { looked, read } = places();
    expect(await read('pass:ops/ada')).toBe('ops/ada of pass');
    expect(await read('env:env-only')).toBe('of the environment');
    await expect(read('env:ada')).rejects.toMatchObject({
      code: 'secret-not-found',
      message: 'The environment has no secret ada.',
      hint: 'Set IDP_SECRET_ADA__PASSWORD in the environment of this command; of the secret store, the name alone is given.',
    });
    await expect(read('env:Ops/Ada')).rejects.toMatchObject({ code: 'secret-not-found' });
    expect(looked).not.toContain('store');
  });
});

describe('a context that lists backends', () => {
  it.each([
    ['env:env-only', { env: ['reset-password'] }],
    ['env-only', { env: ['connect', 'reset-password'] }],
    ['pass:ada', { pass: ['*'] }],
    ['ada', {}],
  ])('lets %s be read by %j', async (reference, narrowed) => {
    expect(await places({ narrowed }).read(reference)).toMatch(/^(ada )?of /);
  });

  it.each([
    ['pass:ada', {}, 'pass: [reset-password]'],
    ['pass:ada', { env: ['*'] }, 'pass: [reset-password]'],
    ['pass:ada', { pass: ['connect'] }, 'pass: [connect, reset-password]'],
    ['env:env-only', { pass: ['*'] }, 'env: [reset-password]'],
    ['env-only', { env: [] }, 'env: [reset-password]'],
    ['constructor:ada', {}, 'constructor: [reset-password]'],
  ])('keeps %s from being read by %j, and says the line to change', async (reference, narrowed, line) => {
    await expect(places({ narrowed }).read(reference)).rejects.toMatchObject({
      code: 'secret-not-granted',
      message: expect.stringMatching(
        /^In the context prod, reset-password may not read secrets of the backend \w+\.$/,
      ),
      hint: `Nothing was sent. To allow it, put this line below secret-backends of prod in contexts.yaml: ${line}`,
    });
  });

  it('takes connect as the reader of its own credentials', async () => {
    const { read } = places({ narrowed: { pass: ['reset-password'] } });
    await expect(read('pass:gateway', 'connect')).rejects.toMatchObject({
      message:
        'In the context prod, connect, which reads the credentials of contexts, may not read secrets of the backend pass.',
    });
  });

  it('uncovers the stored secret behind one of the environment that may not be read', async () => {
    const { read } = places({
      environment: { IDP_SECRET_ADA__PASSWORD: 'of the environment' },
      narrowed: { pass: ['*'] },
    });
    expect(await read('ada')).toBe('of the store');
  });
});

describe('what is offered to an action', () => {
  it('is what the environment and the encrypted store have for it', async () => {
    expect(await places().offered()).toEqual(['env-only', 'ada']);
  });

  it('leaves out an environment that the context keeps from it', async () => {
    expect(await places({ narrowed: {} }).offered()).toEqual(['ada']);
  });

  it('demands no passphrase, and survives a store that does not open', async () => {
    const { looked, offered } = places({ sealedOpensByItself: () => Promise.resolve(false) });
    expect(await offered()).toEqual(['env-only']);
    expect(looked).not.toContain('store');
    expect(await places({ sealed: notOpened }).offered()).toEqual(['env-only']);
  });
});

const notOpened = (): Promise<never> => Promise.reject(new IdpError('secret-store-locked', 'locked'));
