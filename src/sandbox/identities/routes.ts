import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { notFound } from '../kratos-error.ts';
import { requestTarget } from '../sessions/request-parameters.ts';
import { refuseNul } from './database-limits.ts';
import { deleteCredential } from './delete-credential.ts';
import { answerIdentity } from './identity-answer.ts';
import { listIdentities } from './list-identities.ts';
import { readIncludedCredentials, readListParameters } from './list-parameters.ts';
import { deleteIdentity } from './save-identity.ts';
import { findIdentity, findIdentityByExternalId } from './store.ts';
import { registerWriteRoutes } from './write-routes.ts';

/** Everything below `/admin/identities` that concerns an identity itself. */
export function registerIdentityRoutes(admin: FastifyInstance, context: SandboxContext): void {
  admin.get(collection, async (request, reply) => {
    const parameters = readListParameters(requestTarget(request).query);
    const { identities, link, total } = listIdentities(context.db, parameters);
    reply.header('link', link);
    if (total !== undefined) reply.header('x-total-count', String(total));
    return identities.map((identity) => answerIdentity(context, identity, parameters.credentials ?? 'none'));
  });

  admin.get<{ Params: { id: string } }>(item, async (request) => {
    const identity = findIdentity(context.db, request.params.id);
    if (identity === undefined) throw notFound();
    return answerIdentity(context, identity, readIncludedCredentials(requestTarget(request).query));
  });

  admin.get<{ Params: { externalId: string } }>(`${collection}/by/external/:externalId`, async (request) => {
    const { externalId } = request.params;
    refuseNul(externalId);
    const identity = findIdentityByExternalId(context.db, externalId);
    if (identity === undefined) throw notFound();
    return answerIdentity(context, identity, readIncludedCredentials(requestTarget(request).query));
  });

  registerWriteRoutes(admin, context);

  admin.delete<{ Params: { id: string } }>(item, async (request, reply) => {
    if (!deleteIdentity(context.db, request.params.id)) throw notFound();
    return reply.code(204).send();
  });

  admin.delete<{ Params: { id: string; type: string } }>(
    `${item}/credentials/:type`,
    async (request, reply) => {
      const { id, type } = request.params;
      deleteCredential(context, id, type, requestTarget(request).query.get('identifier') ?? '');
      return reply.code(204).send();
    },
  );
}

const collection = '/admin/identities';
const item = `${collection}/:id`;
