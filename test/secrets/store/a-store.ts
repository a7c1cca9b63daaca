import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '../../../src/secrets/secret.ts';
import type { SecretContent } from '../../../src/secrets/secret-store.ts';
import { addSecret } from '../../../src/secrets/store/add-secret.ts';
import { changeStore } from '../../../src/secrets/store/change-store.ts';
import type { ProtectionChoice } from '../../../src/secrets/store/choose-key.ts';
import type { KeyMeans } from '../../../src/secrets/store/key-means.ts';
import { sealedStore, type SealedStore } from '../../../src/secrets/store/sealed-store.ts';

export const now = (): Date => new Date('2026-11-21T08:00:00.000Z');

export const contentOf = (texts: Readonly<Record<string, string>>): SecretContent =>
  Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, new Secret(text)]));

export const shown = (content: SecretContent): Record<string, string> =>
  Object.fromEntries(Object.entries(content).map(([key, value]) => [key, value.reveal()]));

/** An empty folder for a store and its key file, with a keychain of its own and a person who knows one passphrase. */
export type StorePlace = {
  readonly folder: string;
  readonly keyFile: string;
  readonly keychain: Map<string, string>;
  /** What the person types, and how often they were asked. */
  readonly person: { passphrase: string; asked: number };
  /** The store as a new process finds it. */
  open(): SealedStore;
  leave(): void;
};

export function aStorePlace(): StorePlace {
  const place = mkdtempSync(join(tmpdir(), 'idp-store-'));
  const keychain = new Map<string, string>();
  const person = { passphrase: 'correct horse', asked: 0 };
  const means: KeyMeans = {
    keychain: {
      get: (account) => Promise.resolve(keychain.get(account)),
      set: (account, value) => Promise.resolve(void keychain.set(account, value)),
      remove: (account) => Promise.resolve(void keychain.delete(account)),
    },
    passphrase() {
      person.asked += 1;
      return Promise.resolve(new Secret(person.passphrase));
    },
  };
  return {
    folder: join(place, 'secrets'),
    keyFile: join(place, 'key.txt'),
    keychain,
    person,
    open: () => sealedStore(join(place, 'secrets'), means, now),
    leave: () => rmSync(place, { recursive: true }),
  };
}

export type Adding = {
  readonly value?: string;
  readonly grants?: readonly string[];
  readonly choice?: ProtectionChoice;
  readonly note?: () => Promise<void>;
};

/** Adds a secret with the key password. */
export async function add(store: SealedStore, name: string, adding: Adding = {}): Promise<string> {
  const { value = `of ${name}`, grants = [], choice, note = () => Promise.resolve() } = adding;
  const { secret } = await changeStore(
    store,
    (known) =>
      addSecret(
        known,
        { name, content: contentOf({ password: value }), info: null, grants },
        now().toISOString(),
      ),
    note,
    choice === undefined ? undefined : () => Promise.resolve(choice),
  );
  return secret.id;
}

export async function namesIn(store: SealedStore): Promise<string[]> {
  return (await store.read()).secrets.map(({ name }) => name);
}
