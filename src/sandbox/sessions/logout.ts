import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { write } from '../database.ts';
import { struct, text } from '../go-decode.ts';
import { jsonBodyTooLarge, readJsonBody } from '../json-body.ts';
import { KratosError } from '../kratos-error.ts';
import { revokeSessionByToken } from './store.ts';

/** `DELETE /self-service/logout/api`: ends the session of the token in the body; 204 again when repeated. */
export function registerLogoutRoute(publicPort: FastifyInstance, { db }: SandboxContext): void {
  const options = { config: { bodyTooLarge: jsonBodyTooLarge } };
  publicPort.delete('/self-service/logout/api', options, async (request, reply) => {
    const { session_token: token } = readJsonBody(logoutRequest, request);
    if (!write(db, () => revokeSessionByToken(db, token))) throw unknownToken();
    return reply.code(204).send();
  });
}

const logoutRequest = struct<{ session_token: string }>('logout.performNativeLogoutBody', {
  session_token: text,
});

function unknownToken(): KratosError {
  return new KratosError(403, 'The requested action was forbidden', {
    reason: 'The provided Ory Session Token could not be found, is invalid, or otherwise malformed.',
  });
}
