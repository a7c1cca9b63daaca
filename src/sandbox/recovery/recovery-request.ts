import type { FastifyRequest } from 'fastify';
import { decode, type Decoder, optional, struct, text, uuid } from '../go-decode.ts';
import { firstJsonValue, GoJsonError } from '../go-json.ts';
import { badRequest } from '../kratos-error.ts';

export interface RecoveryRequest {
  identity_id: string;
  /** A Go duration; empty for the default. */
  expires_in: string;
}

export interface RecoveryCodeRequest extends RecoveryRequest {
  flow_type: string | undefined;
}

/** The body of `POST /admin/recovery/link`. Unknown members are ignored. */
export function readLinkRequest(request: FastifyRequest): RecoveryRequest {
  return readBody(request, linkRequest);
}

/** The body of `POST /admin/recovery/code`. Unknown members are ignored. */
export function readCodeRequest(request: FastifyRequest): RecoveryCodeRequest {
  return readBody(request, codeRequest);
}

const linkRequest = struct<RecoveryRequest>('link.createRecoveryLinkForIdentityBody', {
  identity_id: uuid,
  expires_in: text,
});

const codeRequest = struct<RecoveryCodeRequest>('code.createRecoveryCodeForIdentityBody', {
  identity_id: uuid,
  expires_in: text,
  flow_type: optional(text),
});

function readBody<T>(request: FastifyRequest, decoder: Decoder<T>): T {
  const { body } = request;
  if (typeof body !== 'string' || body === '') {
    throw badRequest('Unable to decode HTTP Request Body because its HTTP Header "Content-Length" is zero.');
  }
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(?:;|$)/i.test(type)) {
    throw badRequest(
      `HTTP POST Request used unknown HTTP Header "Content-Type: ${type}", only [application/json] are supported.`,
    );
  }
  try {
    return decode(decoder, firstJsonValue(body), { strict: false });
  } catch (error) {
    if (!(error instanceof GoJsonError)) throw error;
    throw badRequest(`Unable to decode JSON payload: ${error.message}`);
  }
}
