import { decode, type Decoder } from './go-decode.ts';
import { firstJsonValue, GoJsonError } from './go-json.ts';
import { badRequest, type KratosError } from './kratos-error.ts';

export interface JsonRequest {
  method: string;
  /** The text of the body, as kratos-server.ts hands it on. */
  body: unknown;
  contentType: string;
}

/**
 * Reads a body for the endpoints of Kratos that insist on a JSON content type (PUT of an identity, recovery);
 * they ignore unknown members and whatever follows the first JSON value. Throws 400.
 */
export function readJsonBody<T>(decoder: Decoder<T>, { method, body, contentType }: JsonRequest): T {
  if (typeof body !== 'string' || body === '') {
    throw badRequest('Unable to decode HTTP Request Body because its HTTP Header "Content-Length" is zero.');
  }
  if (contentType.split(';', 1)[0]?.trim().toLowerCase() !== 'application/json') {
    throw badRequest(
      `HTTP ${method} Request used unknown HTTP Header "Content-Type: ${contentType}", only [application/json] are supported.`,
    );
  }
  try {
    return decode(decoder, firstJsonValue(body), { strict: false });
  } catch (error) {
    if (error instanceof GoJsonError) throw badRequest(`Unable to decode JSON payload: ${error.message}`);
    throw error;
  }
}

/** What these endpoints answer to a body that is too large; PUT, too, calls it a POST body. */
export function jsonBodyTooLarge(): KratosError {
  return badRequest('Unable to read HTTP POST body: http: request body too large');
}
