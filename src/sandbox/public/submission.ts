import type { FastifyRequest } from 'fastify';
import { requestTarget } from '../sessions/request-parameters.ts';

/** The fields of a submitted form by name, or why they cannot be read. */
export interface Submission {
  readonly fields: Readonly<Partial<Record<FieldName, string>>>;
  readonly unreadable?: string;
}

/** The fields that the forms of the sandbox have. */
type FieldName = 'method' | 'identifier' | 'password_identifier' | 'password' | 'code' | 'email' | 'token';

/**
 * Reads a form that was sent as JSON, form-encoded, or (GET) in the query. JSON is flattened to what a form
 * could have said: numbers and booleans become text, other values are dropped.
 */
export function readSubmission(request: FastifyRequest): Submission {
  if (request.method === 'GET') return { fields: Object.fromEntries(requestTarget(request).query) };
  const body = typeof request.body === 'string' ? request.body : '';
  if (body === '') {
    return unreadable('Unable to decode HTTP Request Body because its HTTP Header "Content-Length" is zero.');
  }
  const type = request.headers['content-type'] ?? '';
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
    return { fields: Object.fromEntries(new URLSearchParams(body)) };
  }
  if (/^application\/json\b/i.test(type)) return readJsonForm(body);
  return unreadable(
    `HTTP ${request.method} Request used unknown HTTP Header "Content-Type: ${type}", only [multipart/form-data application/x-www-form-urlencoded application/json] are supported.`,
  );
}

function readJsonForm(body: string): Submission {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return unreadable('Unable to decode form as JSON.');
  }
  if (typeof value !== 'object' || value === null) return unreadable('Unable to decode form as JSON.');
  const fields = Object.entries(value)
    .filter(([, field]) => ['string', 'number', 'boolean'].includes(typeof field))
    .map(([name, field]) => [name, String(field)]);
  return { fields: Object.fromEntries(fields) as Submission['fields'] };
}

function unreadable(reason: string): Submission {
  return { unreadable: reason, fields: {} };
}
