import type { FastifyReply } from 'fastify';
import type { KratosError } from '../kratos-error.ts';

/** Answers an error that says more beside `error`, such as where the browser should go. */
export function sendErrorWith(
  reply: FastifyReply,
  error: KratosError,
  beside: Readonly<Record<string, unknown>>,
): FastifyReply {
  // A Buffer keeps fastify from adding a charset, which errors of Kratos do not have.
  return reply
    .code(error.httpStatus)
    .header('content-type', 'application/json')
    .send(Buffer.from(JSON.stringify({ error: error.body, ...beside })));
}
