import { decode, type Decoder, optional, raw, struct, text } from '../go-decode.ts';
import { firstJsonValue, GoJsonError } from '../go-json.ts';
import { badRequest } from '../kratos-error.ts';
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

/** Reads the body of PUT, which unlike POST wants a JSON content type and ignores unknown members. */
export function readUpdateBody(body: string, contentType: string | undefined): UpdateBody {
  if (body === '') {
    throw badRequest('Unable to decode HTTP Request Body because its HTTP Header "Content-Length" is zero.');
  }
  if (contentType?.split(';', 1)[0]?.trim().toLowerCase() !== 'application/json') {
    throw badRequest(
      `HTTP PUT Request used unknown HTTP Header "Content-Type: ${contentType ?? ''}", only [application/json] are supported.`,
    );
  }
  try {
    return decode(updateBody, firstJsonValue(body), { strict: false });
  } catch (error) {
    if (error instanceof GoJsonError) throw badRequest(`Unable to decode JSON payload: ${error.message}`);
    throw error;
  }
}

const updateBody: Decoder<UpdateBody> = struct('identity.UpdateIdentityBody', {
  schema_id: text,
  traits: raw,
  credentials: optional(importedCredentials),
  metadata_public: raw,
  metadata_admin: raw,
  state: text,
  external_id: text,
});
