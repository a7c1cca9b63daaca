import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { add, aStorePlace, namesIn, shown, type StorePlace } from './a-store.ts';

let place: StorePlace;
beforeEach(() => (place = aStorePlace()));
afterEach(() => place.leave());

const mode = (file: string): string => (statSync(file).mode & 0o777).toString(8);
const inFolder = (name: string): string => join(place.folder, name);
const keychain = { protect: 'keychain' } as const;
const notNoted = () => Promise.reject(new Error('no history'));
const keyFile = () => ({ protect: 'key-file', file: place.keyFile }) as const;

describe('a secret store', () => {
  it('is not there until the first secret is added: it holds none, and looking makes nothing', async () => {
    expect(await namesIn(place.open())).toEqual([]);
    expect(existsSync(place.folder)).toBe(false);
  });

  it('keeps what is added for the next process, in files of mode 0600 in a folder of mode 0700', async () => {
    await add(place.open(), 'ada', { value: 'correct \u{1F40E}\n', choice: keyFile() });
    const [secret] = (await place.open().read()).secrets;
    expect(shown(secret?.revisions[0]?.content ?? {})).toEqual({ password: 'correct \u{1F40E}\n' });
    expect(mode(place.folder)).toBe('700');
    expect(readdirSync(place.folder).toSorted()).toEqual(['lock.db', 'protection.json', 'store.age']);
    for (const name of readdirSync(place.folder)) expect(mode(inFolder(name))).toBe('600');
  });

  it('takes its folder from others who could enter it', async () => {
    await add(place.open(), 'ada', { choice: keyFile() });
    chmodSync(place.folder, 0o755);
    await add(place.open(), 'grace');
    expect(mode(place.folder)).toBe('700');
  });

  it('holds neither values nor names in plain, and its key nowhere but where it is kept', async () => {
    await add(place.open(), 'gateway', { value: 'correct-horse', choice: keychain });
    const [identity = 'none'] = place.keychain.values();
    const written = readdirSync(place.folder)
      .map((name) => readFileSync(inFolder(name), 'latin1'))
      .join('');
    for (const hidden of ['gateway', 'correct-horse', identity]) expect(written).not.toContain(hidden);
  });

  it('is left as it was where the note of a change fails', async () => {
    await add(place.open(), 'ada', { choice: keyFile() });
    await expect(add(place.open(), 'grace', { note: notNoted })).rejects.toThrow('no history');
    expect(await namesIn(place.open())).toEqual(['ada']);
    expect(readdirSync(place.folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('is not made where the note of the first secret fails, and may be protected otherwise then', async () => {
    await expect(add(place.open(), 'ada', { choice: keychain, note: notNoted })).rejects.toThrow(
      'no history',
    );
    expect(await namesIn(place.open())).toEqual([]);
    await add(place.open(), 'ada', { choice: keyFile() });
    expect(place.open().protection()?.protect).toBe('key-file');
  });

  it('refuses a name that is taken, and tells by whom', async () => {
    const id = await add(place.open(), 'ada', { choice: keyFile() });
    await expect(add(place.open(), 'ada')).rejects.toMatchObject({
      code: 'secret-exists',
      message: `There is a secret ada already (secret:${id}).`,
    });
  });
});

describe('the key of a store', () => {
  it('in the keychain is found there by later processes, by its public half', async () => {
    await add(place.open(), 'ada', { choice: keychain });
    expect(await namesIn(place.open())).toEqual(['ada']);
    const protection = place.open().protection();
    expect([...place.keychain.keys()]).toEqual([protection?.recipient]);
    place.keychain.clear();
    await expect(place.open().read()).rejects.toMatchObject({
      code: 'secret-store-locked',
      message: `The keychain has no key for the secret store (service idp, account ${protection?.recipient}).`,
    });
  });

  it('behind a passphrase is asked for once a process, and a wrong one opens nothing', async () => {
    await add(place.open(), 'ada', { choice: { protect: 'passphrase' } });
    place.person.asked = 0;
    const store = place.open();
    expect([await namesIn(store), await namesIn(store)]).toEqual([['ada'], ['ada']]);
    expect(place.person.asked).toBe(1);
    const sealed = readdirSync(place.folder).find((name) => name.startsWith('identity-')) ?? '';
    expect(readFileSync(inFolder(sealed), 'latin1')).toMatch(/^age-encryption\.org\/v1\n-> scrypt \S+ 18\n/);
    place.person.passphrase = 'wrong horse';
    await expect(place.open().read()).rejects.toMatchObject({
      code: 'secret-store-locked',
      message: 'This passphrase does not open the secret store.',
    });
    rmSync(inFolder(sealed));
    await expect(place.open().read()).rejects.toMatchObject({ code: 'storage-failed' });
  });

  it('in a key file that is not there is written to it as age-keygen writes one', async () => {
    await add(place.open(), 'ada', { choice: keyFile() });
    expect(mode(place.keyFile)).toBe('600');
    expect(readFileSync(place.keyFile, 'utf8')).toMatch(
      /^# created: 2026-11-21T08:00:00\.000Z\n# public key: age1[a-z0-9]{58}\nAGE-SECRET-KEY-1[A-Z0-9]{58}\n$/,
    );
  });

  it('in a key file that is there is taken as it is', async () => {
    const identity = await generateX25519Identity();
    const text = `# created: 2026-01-01T00:00:00Z\r\n# public key: …\r\n${identity}\r\n`;
    writeFileSync(place.keyFile, text, { mode: 0o600 });
    await add(place.open(), 'ada', { choice: keyFile() });
    expect(readFileSync(place.keyFile, 'utf8')).toBe(text);
    expect(place.open().protection()?.recipient).toBe(await identityToRecipient(identity));
    expect(await namesIn(place.open())).toEqual(['ada']);
  });

  it('is found among several in its file', async () => {
    await add(place.open(), 'ada', { choice: keyFile() });
    const own = readFileSync(place.keyFile, 'utf8');
    writeFileSync(place.keyFile, `${await generateX25519Identity()}\n${own}`);
    expect(await namesIn(place.open())).toEqual(['ada']);
  });

  it.each([
    [
      'can be read by others',
      async () => chmodSync(place.keyFile, 0o640),
      /can be read by others than its owner\.$/,
    ],
    ['is not there any more', async () => rmSync(place.keyFile), /is not there\.$/],
    ['holds no key', async () => writeFileSync(place.keyFile, 'nothing'), /holds no age identity/],
    [
      'holds another key',
      async () => writeFileSync(place.keyFile, await generateX25519Identity()),
      /holds another key than the secret store's\.$/,
    ],
  ])('in a file that %s opens nothing', async (_what, spoil, said) => {
    await add(place.open(), 'ada', { choice: keyFile() });
    await spoil();
    const message: unknown = expect.stringMatching(said);
    await expect(place.open().read()).rejects.toMatchObject({ code: 'secret-store-locked', message });
    await expect(add(place.open(), 'grace')).rejects.toMatchObject({ code: 'secret-store-locked', message });
  });

  it('is not made in a folder that is not there', async () => {
    const file = join(place.folder, 'stick', 'key.txt');
    await expect(add(place.open(), 'ada', { choice: { protect: 'key-file', file } })).rejects.toMatchObject({
      code: 'storage-failed',
      message: expect.stringMatching(
        /^The key file .*key\.txt cannot be written: there is no folder .*stick\.$/,
      ),
    });
    expect(await namesIn(place.open())).toEqual([]);
  });
});
