import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Encrypter } from 'age-encryption';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { protectionFile, storeFile } from '../../../src/secrets/store/store-folder.ts';
import { add, aStorePlace, type StorePlace } from './a-store.ts';

let place: StorePlace;
beforeEach(async () => {
  place = aStorePlace();
  await add(place.open(), 'ada', { choice: { protect: 'key-file', file: place.keyFile } });
});
afterEach(() => place.leave());

const damage = (change: (bytes: Buffer) => Uint8Array): void =>
  writeFileSync(storeFile(place.folder), change(readFileSync(storeFile(place.folder))));

async function refused(): Promise<{ code: string; message: string; hint: string }> {
  const before = readFileSync(storeFile(place.folder));
  const read = await place
    .open()
    .read()
    .catch((error: unknown) => error);
  await expect(add(place.open(), 'grace')).rejects.toMatchObject({ message: (read as Error).message });
  expect(readFileSync(storeFile(place.folder))).toEqual(before);
  return read as { code: string; message: string; hint: string };
}

describe('a store that is damaged is neither read nor changed, and it is said', () => {
  it.each([0.1, 0.5, 0.99])('cut off after %d of it', async (part) => {
    damage((bytes) => bytes.subarray(0, Math.floor(bytes.length * part)));
    expect(await refused()).toMatchObject({
      code: 'storage-failed',
      message: expect.stringMatching(/^The secret store .*store\.age is damaged: .+\.$/),
      hint: 'Nothing was read or changed. Restore the file from a backup.',
    });
  });

  it('replaced by a pipe, which is not waited for', async () => {
    for (const file of [storeFile(place.folder), place.keyFile, protectionFile(place.folder)]) {
      rmSync(file);
      execFileSync('mkfifo', [file]);
      await expect(place.open().read()).rejects.toMatchObject({
        code: 'storage-failed',
        message: `${file} cannot be read: it is not a regular file.`,
      });
    }
  });

  it('empty', async () => {
    damage(() => Buffer.alloc(0));
    expect(await refused()).toMatchObject({ code: 'storage-failed' });
  });

  it('with a byte flipped, wherever it is', async () => {
    const whole = readFileSync(storeFile(place.folder));
    for (let at = 0; at < whole.length; at += 1) {
      damage(() => {
        const bytes = Buffer.from(whole);
        bytes[at] = (bytes[at] ?? 0) ^ 0x01;
        return bytes;
      });
      await expect(place.open().read(), `byte ${at}`).rejects.toMatchObject({
        code: expect.stringMatching(/^(storage-failed|secret-store-locked)$/),
      });
    }
  });

  it('with more behind its end', async () => {
    damage((bytes) => Buffer.concat([bytes, Buffer.from('more')]));
    expect(await refused()).toMatchObject({ code: 'storage-failed' });
  });
});

async function replaceDocument(text: string): Promise<void> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(place.open().protection()?.recipient ?? '');
  const sealed = await encrypter.encrypt(text);
  damage(() => sealed);
}

describe('a store that decrypts', () => {
  it('to what a newer idp wrote says so', async () => {
    await replaceDocument('{"format":2,"vault":{}}');
    expect(await refused()).toMatchObject({
      code: 'storage-failed',
      message: expect.stringMatching(
        /store\.age was written by a newer idp, in format 2; this one knows format 1\.$/,
      ),
      hint: 'Nothing was read or changed. Use the newer idp.',
    });
  });

  it.each([
    ['no JSON', 'correct horse'],
    ['a list', '[]'],
    ['no format', '{"secrets":[]}'],
    ['something in it that nobody wrote', '{"format":1,"secrets":[],"horse":"correct"}'],
    ['a secret without an id', '{"format":1,"secrets":[{"name":"ada"}]}'],
  ])('to %s is malformed, and nothing of it is repeated', async (_what, text) => {
    await replaceDocument(text);
    const error = await refused();
    expect(error).toMatchObject({
      code: 'storage-failed',
      message: expect.stringMatching(/store\.age was decrypted, but it is malformed/),
    });
    expect(JSON.stringify(error)).not.toMatch(/horse/);
  });
});

describe('what says how a store is protected', () => {
  it('is of a newer idp: it is said before anybody is asked for a key', async () => {
    writeFileSync(protectionFile(place.folder), '{"format":7}');
    expect(await refused()).toMatchObject({
      message: expect.stringMatching(/protection\.json was written by a newer idp, in format 7/),
    });
  });

  it.each([
    '',
    '{}',
    '{"format":1,"protect":"prayer"}',
    '{"format":1,"protect":"passphrase","recipient":"age1"}',
  ])('is malformed: %j', async (text) => {
    writeFileSync(protectionFile(place.folder), text);
    expect(await refused()).toMatchObject({
      code: 'storage-failed',
      message: expect.stringMatching(
        /protection\.json, which says what protects the secret store, is malformed\.$/,
      ),
    });
  });

  it('is not there, though the store is: no other store is put in its place', async () => {
    rmSync(protectionFile(place.folder));
    expect(await refused()).toMatchObject({
      code: 'storage-failed',
      message: expect.stringMatching(/protection\.json, which .* is not there\.$/),
    });
  });
});
