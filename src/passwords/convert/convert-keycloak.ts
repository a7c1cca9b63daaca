import type { Conversion } from './conversion.ts';
import { unread } from './unread.ts';

/** A credential as it stands in the export; values of any type, for they come from a file. */
export interface KeycloakCredential {
  /** JSON as text, or its object: `{value, salt, additionalParameters}` in base64. */
  secretData?: unknown;
  /** JSON as text, or its object: `{hashIterations, algorithm, additionalParameters}`. */
  credentialData?: unknown;
  /** Of Keycloak before version 8: base64, with `salt`, `hashIterations` and `algorithm` beside it. */
  hashedSaltedValue?: unknown;
  salt?: unknown;
  hashIterations?: unknown;
  algorithm?: unknown;
  /** The password itself, in realm files written by hand. */
  value?: unknown;
}

/** A credential of type `password` of a Keycloak export. */
export function convertKeycloak(credential: KeycloakCredential): Conversion {
  return unread(credential);
}
