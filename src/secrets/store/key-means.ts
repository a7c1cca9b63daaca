import type { Secret } from '../secret.ts';

/** What lies outside of the store and opens it; a front door knows how to come by each. */
export type KeyMeans = {
  readonly keychain: Keychain;
  /** `unlock` asks for the one that was set; `set` for a new one. Fails with secret-store-locked, usage or cancelled. */
  readonly passphrase: (why: 'unlock' | 'set') => Promise<Secret>;
};

/** The operating system's keychain. Every call ends within five seconds, and fails with secret-store-locked. */
export type Keychain = {
  get(account: string): Promise<string | undefined>;
  set(account: string, value: string): Promise<void>;
  remove(account: string): Promise<void>;
};
