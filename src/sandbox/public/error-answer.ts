import type { FastifyReply } from 'fastify';
import type { KratosError } from '../kratos-error.ts';

/**
 * Answers an error, with what it says beside `error`, such as where the browser should go. Kratos marks errors
 * as JSON without a charset, unlike its successes, and repeats the error's id in a header, empty without one, and the
 * request's X-Request-Id in the error.
 */
export function sendError(
  reply: FastifyReply,
  error: KratosError,
  beside: Readonly<Record<string, unknown>> = {},
): FastifyReply {
  const { code, status, ...rest } = error.body;
  const id = reply.request.headers['x-request-id'];
  const named = typeof id === 'string' && id !== '' ? { request: id } : {};
  const body = { error: { code, status, ...named, ...rest }, ...beside };
  // A Buffer keeps fastify from adding a charset.
  return reply
    .code(error.httpStatus)
    .header('content-type', 'application/json')
    .header('ory-error-id', error.body.id ?? '')
    .send(Buffer.from(JSON.stringify(body)));
}
