import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeStore } from '../../../src/secrets/store/change-store.ts';
import { grantedStore } from '../../../src/secrets/store/granted-store.ts';
import { reviseSecret } from '../../../src/secrets/store/revise-secret.ts';
import { add, aStorePlace, contentOf, now, shown, type StorePlace } from './a-store.ts';

let place: StorePlace;
beforeEach(() => (place = aStorePlace()));
afterEach(() => place.leave());

const keyFile = () => ({ protect: 'key-file', file: place.keyFile }) as const;
const read = async (reference: string, action: string) =>
  shown(await grantedStore(place.open()).read(reference, action));

describe('a stored secret', () => {
  it('is read by the actions that it is granted to, and by no other', async () => {
    await add(place.open(), 'ada', { grants: ['reset-password'], choice: keyFile() });
    expect(await read('ada', 'reset-password')).toEqual({ password: 'of ada' });
    await expect(read('ada', 'create-admin-account')).rejects.toMatchObject({
      code: 'secret-not-granted',
      message: 'The secret ada is not granted to create-admin-account.',
      hint: 'Nothing was sent. Grant it: idp secret grant ada create-admin-account',
    });
  });

  it('for the credentials of contexts is granted to connect', async () => {
    await add(place.open(), 'gateway', { choice: keyFile() });
    await add(place.open(), 'token', { grants: ['connect'] });
    await expect(read('gateway', 'connect')).rejects.toMatchObject({
      message: 'The secret gateway is not granted to connect, which reads the credentials of contexts.',
      hint: 'Nothing was sent. Grant it: idp secret grant gateway connect',
    });
    expect(await read('token', 'connect')).toEqual({ password: 'of token' });
  });

  it('granted to * is read by every action', async () => {
    await add(place.open(), 'ada', { grants: ['*'], choice: keyFile() });
    expect(await read('ada', 'whatever')).toEqual({ password: 'of ada' });
  });

  it('is meant by its name, its id, and either after secret:', async () => {
    const id = await add(place.open(), 'ada', { grants: ['*'], choice: keyFile() });
    for (const reference of ['ada', id, 'secret:ada', `secret:${id}`, ` ${id} `]) {
      expect(await read(reference, 'reset-password')).toEqual({ password: 'of ada' });
    }
  });

  it('is meant by its id even where another has that for its name', async () => {
    const id = await add(place.open(), 'ada', { grants: ['*'], choice: keyFile() });
    await add(place.open(), id, { grants: ['*'] });
    expect(await read(id, 'reset-password')).toEqual({ password: 'of ada' });
  });

  it('is read at its latest revision', async () => {
    await add(place.open(), 'ada', { grants: ['*'], choice: keyFile() });
    const by = { content: contentOf({ password: 'newer' }), info: undefined, name: undefined };
    await changeStore(
      place.open(),
      (known) => reviseSecret(known, 'ada', by, now().toISOString()),
      () => Promise.resolve(),
    );
    expect(await read('ada', 'reset-password')).toEqual({ password: 'newer' });
  });

  it('that is not there is secret-not-found, with the command that makes it readable', async () => {
    await expect(read('ada', 'reset-password')).rejects.toMatchObject({
      code: 'secret-not-found',
      message: 'There is no secret ada.',
      hint: 'Store it: idp secret add ada password --grant reset-password; or set IDP_SECRET_ADA__PASSWORD in the environment of this command.',
    });
    await add(place.open(), 'ada', { choice: keyFile() });
    await expect(read('Hunter2', 'reset-password')).rejects.toMatchObject({
      code: 'secret-not-found',
      message: expect.not.stringMatching(/hunter/i),
    });
  });

  it('is offered by its name to the actions that may read it', async () => {
    expect(await grantedStore(place.open()).offered('reset-password')).toEqual([]);
    await add(place.open(), 'ada', { grants: ['reset-password'], choice: keyFile() });
    await add(place.open(), 'grace', { grants: ['connect'] });
    await add(place.open(), 'all', { grants: ['*'] });
    expect(await grantedStore(place.open()).offered('reset-password')).toEqual(['ada', 'all']);
    expect(await grantedStore(place.open()).offered('get-identity')).toEqual(['all']);
  });

  it('is decrypted once a process', async () => {
    await add(place.open(), 'ada', { grants: ['*'], choice: keyFile() });
    const sealed = place.open();
    let reads = 0;
    const counted = grantedStore({
      protection: () => sealed.protection(),
      read() {
        reads += 1;
        return sealed.read();
      },
    });
    await Promise.all([counted.read('ada', 'one'), counted.offered('two'), counted.read('ada', 'three')]);
    expect(reads).toBe(1);
  });
});
