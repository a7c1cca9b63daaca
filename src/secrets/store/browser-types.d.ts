import type { webcrypto } from 'node:crypto';

// Names of a browser's that the declarations of age-encryption use. What they stand for is used nowhere here.
declare global {
  type CryptoKey = webcrypto.CryptoKey;
  type AuthenticationExtensionsPRFValues = { readonly first: unknown; readonly second?: unknown };
}
