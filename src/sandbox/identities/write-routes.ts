import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { isUniqueViolation, write } from '../database.ts';
import { jsonBodyTooLarge, readJsonBody } from '../json-body.ts';
import { KratosError } from '../kratos-error.ts';
import { readBatchBody, undecodableBatch } from './batch-body.ts';
import { createBatch, valueExistsAlready } from './create-batch.ts';
import { readCreateBody } from './create-body.ts';
import { createIdentity, draftIdentity } from './create-identity.ts';
import { answerCreatedIdentity } from './identity-answer.ts';
import { identityJson } from './identity-json.ts';
import { patchIdentity } from './patch-identity.ts';
import { replaceIdentity } from './replace-identity.ts';
import { updateBody } from './update-body.ts';

/** POST, PUT and PATCH of one identity, and PATCH of a batch of new ones. */
export function registerWriteRoutes(admin: FastifyInstance, context: SandboxContext): void {
  admin.post('/admin/identities', async (request, reply) => {
    const identity = await draftIdentity(context, readCreateBody(bodyOf(request)));
    await withConflict(createConflict, () => write(context.db, () => createIdentity(context, identity)));
    reply.code(201).header('location', `${context.urls.admin}/identities/${identity.id}`);
    return answerCreatedIdentity(context, identity);
  });

  admin.patch(
    '/admin/identities',
    { config: { bodyTooLarge: () => undecodableBatch(tooLarge) } },
    async (request, reply) => {
      const items = readBatchBody(bodyOf(request));
      const withoutNulls = items.filter((item) => item !== undefined);
      if (withoutNulls.length < items.length) {
        // Kratos panics here: it closes the connection without an answer.
        reply.hijack();
        request.raw.socket.destroy();
        return reply;
      }
      return { identities: await withConflict(valueExistsAlready, () => createBatch(context, withoutNulls)) };
    },
  );

  admin.put<{ Params: { id: string } }>(
    '/admin/identities/:id',
    { config: { bodyTooLarge: jsonBodyTooLarge } },
    async (request) => {
      const body = readJsonBody(updateBody, request);
      const { identity, schemaUrl } = await withConflict(valueExistsAlready, () =>
        replaceIdentity(context, request.params.id, body),
      );
      return identityJson(identity, { schemaUrl, credentials: [] });
    },
  );

  admin.patch<{ Params: { id: string } }>(
    '/admin/identities/:id',
    { config: { bodyTooLarge: () => new KratosError(500, tooLarge) } },
    async (request) => {
      const { identity, schemaUrl } = await withConflict(valueExistsAlready, () =>
        patchIdentity(context, request.params.id, bodyOf(request)),
      );
      return identityJson(identity, { schemaUrl, credentials: [] });
    },
  );
}

const tooLarge = 'http: request body too large';

function bodyOf(request: FastifyRequest): string {
  return typeof request.body === 'string' ? request.body : '';
}

async function withConflict<T>(conflict: () => KratosError, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isUniqueViolation(error) ? conflict() : error;
  }
}

function createConflict(): KratosError {
  return new KratosError(409, 'The resource could not be created due to a conflict', {
    reason: 'This identity conflicts with another identity that already exists.',
  });
}
