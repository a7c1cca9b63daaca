import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { protectStore } from '../../../src/secrets/store/protect-store.ts';
import { storeFile } from '../../../src/secrets/store/store-folder.ts';
import type { ProtectionChoice } from '../../../src/secrets/store/choose-key.ts';
import { add, aStorePlace, namesIn, type StorePlace } from './a-store.ts';

let place: StorePlace;
beforeEach(async () => {
  place = aStorePlace();
  await add(place.open(), 'ada', { choice: { protect: 'keychain' } });
});
afterEach(() => place.leave());

function never(): Promise<never> {
  return Promise.reject(new Error('not asked'));
}

const noKeychain = { get: never, set: never, remove: never };
const noted = () => Promise.resolve();
const notNoted = () => Promise.reject(new Error('no history'));

const protect = (choice: ProtectionChoice, note: () => Promise<void> = noted) =>
  protectStore(
    place.open(),
    choice,
    { ...noKeychain, remove: (account) => Promise.resolve(void place.keychain.delete(account)) },
    note,
  );

describe('a store that is protected otherwise', () => {
  it('opens with the new key alone', async () => {
    const [old = ''] = place.keychain.values();
    const before = readFileSync(storeFile(place.folder));
    const { left } = await protect({ protect: 'key-file', file: place.keyFile });
    expect(left).toBeUndefined();
    expect(place.keychain.size).toBe(0);
    expect(await namesIn(place.open())).toEqual(['ada']);
    const after = readFileSync(storeFile(place.folder));
    expect(after.toString('latin1').match(/^-> X25519/gm)).toHaveLength(1);
    expect(after).not.toEqual(before);
    // The old key, put back, opens nothing.
    writeFileSync(place.keyFile, old);
    await expect(place.open().read()).rejects.toMatchObject({ code: 'secret-store-locked' });
  });

  it('by another passphrase forgets the old one', async () => {
    const store = place.open();
    const { left } = await protectStore(store, { protect: 'passphrase' }, noKeychain, noted);
    // The keychain is locked now; the change is done all the same.
    expect(left).toMatch(/^in the keychain \(service idp, account age1/);
    place.person.passphrase = 'another horse';
    await protectStore(store, { protect: 'passphrase' }, noKeychain, noted);
    expect(await namesIn(place.open())).toEqual(['ada']);
    expect(readdirSync(place.folder).filter((name) => name.startsWith('identity-'))).toHaveLength(1);
  }, 60_000);

  it('stays as it was where it cannot be noted', async () => {
    await expect(protect({ protect: 'key-file', file: place.keyFile }, notNoted)).rejects.toThrow(
      'no history',
    );
    expect(place.open().protection()?.protect).toBe('keychain');
    expect(await namesIn(place.open())).toEqual(['ada']);
    await add(place.open(), 'grace');
    expect(await namesIn(place.open())).toEqual(['ada', 'grace']);
  });

  it('keeps what a reader saw between its two files readable', async () => {
    const store = place.open();
    await store.key();
    await protect({ protect: 'key-file', file: place.keyFile });
    expect(existsSync(place.keyFile)).toBe(true);
    expect(await namesIn(store)).toEqual(['ada']);
  });
});
