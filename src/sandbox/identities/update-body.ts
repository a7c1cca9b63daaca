import { type Decoder, namedText, optional, raw, struct, text } from '../go-decode.ts';
import { importedCredentials, type ImportedCredentials } from './create-body.ts';

export interface UpdateBody {
  schema_id: string;
  traits: unknown;
  credentials: ImportedCredentials | undefined;
  metadata_public: unknown;
  metadata_admin: unknown;
  state: string;
  external_id: string;
}

/** The body of PUT. */
export const updateBody: Decoder<UpdateBody> = struct('identity.UpdateIdentityBody', {
  schema_id: text,
  traits: raw,
  credentials: optional(importedCredentials),
  metadata_public: raw,
  metadata_admin: raw,
  state: namedText('identity.State'),
  external_id: text,
});
