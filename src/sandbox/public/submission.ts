import type { FastifyRequest } from 'fastify';
import { firstJsonValue, GoJsonError } from '../go-json.ts';
import { requestTarget } from '../sessions/request-parameters.ts';

/** The fields of a submitted form by name, or why they cannot be read. */
export interface Submission {
  readonly fields: Readonly<Partial<Record<FieldName, string>>>;
  readonly unreadable?: string;
}

/** The fields that the forms of the sandbox have. */
type FieldName =
  | 'method'
  | 'identifier'
  | 'password_identifier'
  | 'password'
  | 'totp_code'
  | 'lookup_secret'
  | 'code'
  | 'email'
  | 'token';

/** Reads a form that was posted, as JSON or form-encoded. `methods` are those that the refusal of GET names. */
export function readSubmission(request: FastifyRequest, methods: 'POST' | 'POST PUT PATCH'): Submission {
  const { method } = request;
  if (method === 'GET') {
    return unreadable(
      `Unable to decode body because HTTP Request Method was "GET" but only [${methods}] are supported.`,
    );
  }
  const body = typeof request.body === 'string' ? request.body : '';
  if (body === '') {
    return unreadable('Unable to decode HTTP Request Body because its HTTP Header "Content-Length" is zero.');
  }
  const { contentType: type } = request;
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
    return { fields: Object.fromEntries(new URLSearchParams(body)) };
  }
  if (/^application\/json\b/i.test(type)) return readJsonForm(body);
  return unreadable(
    `HTTP ${method} Request used unknown HTTP Header "Content-Type: ${type}", only [multipart/form-data application/x-www-form-urlencoded application/json] are supported.`,
  );
}

/** The fields that are given in the address, as in a link that somebody opens. */
export function readQuery(request: FastifyRequest): Submission['fields'] {
  return Object.fromEntries(requestTarget(request).query);
}

/** JSON is read as the form that could have said the same: every value becomes text. */
function readJsonForm(body: string): Submission {
  let form: unknown;
  try {
    form = firstJsonValue(body);
  } catch (error) {
    if (!(error instanceof GoJsonError)) throw error;
    return unreadable('Unable to decode form as JSON.');
  }
  if (typeof form !== 'object' || form === null || Array.isArray(form)) {
    return unreadable(`Expected JSON sent in request body to be an object but got: ${kindOf(form)}`);
  }
  const fields = Object.entries(form).map(([name, value]) => [name, textOf(value)]);
  return { fields: Object.fromEntries(fields) as Submission['fields'] };
}

function textOf(value: unknown): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'Null';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return { string: 'String', number: 'Number' }[typeof value as string] ?? 'JSON';
}

function unreadable(reason: string): Submission {
  return { unreadable: reason, fields: {} };
}
