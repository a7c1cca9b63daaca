import type { Secret } from './secret.ts';

/** The keys and values of one secret. */
export type SecretContent = Readonly<Record<string, Secret>>;

/**
 * A place that secrets are read from. `reference` is a name, an id, either after `secret:`, or a secret of a backend
 * (`BACKEND:NAME`, with `#KEY` where the backend has to know which key is wanted).
 */
export type SecretStore = {
  /** secret-not-found where there is none; secret-not-granted where `action` may not read it. */
  read(reference: string, action: string): Promise<SecretContent>;
  /** Names of the secrets that `action` may read, for a prompt to offer; none where the store cannot tell. */
  offered(action: string): Promise<readonly string[]>;
  /** What `offered` leaves out because somebody has to unlock it first; undefined where it leaves out nothing. */
  locked?(action: string): Promise<LockedSecrets | undefined>;
};

export type LockedSecrets = {
  /** What is locked, or why it could not be opened, in words. */
  readonly why: string;
  /** Asks for what it takes, and gives the names that the action may read. Fails with secret-store-locked. */
  readonly unlock: () => Promise<readonly string[]>;
};

/** The store as one action sees it. */
export type SecretReader = (reference: string) => Promise<SecretContent>;
