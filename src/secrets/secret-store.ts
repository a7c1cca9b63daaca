import type { Secret } from './secret.ts';

/** The keys and values of one secret. */
export type SecretContent = Readonly<Record<string, Secret>>;

/** A place that secrets are read from. `reference` is a name, an id, or either after `secret:`. */
export type SecretStore = {
  /** secret-not-found where there is none; secret-not-granted where `action` may not read it. */
  read(reference: string, action: string): Promise<SecretContent>;
  /** Names of the secrets that `action` may read, for a prompt to offer; none where the store cannot tell. */
  offered(action: string): Promise<readonly string[]>;
};

/** The store as one action sees it. */
export type SecretReader = (reference: string) => Promise<SecretContent>;
