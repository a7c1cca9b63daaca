import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { notFound } from '../kratos-error.ts';
import type { IdentitySchema, SchemaCatalog } from '../schemas/catalog.ts';
import { offsetPageHeaders, readOffsetPage } from '../sessions/offset-pages.ts';
import { requestTarget } from '../sessions/request-parameters.ts';

/** The identity schemas, at `/schemas` and `/admin/schemas` of the public port. */
export function registerSchemaRoutes(publicPort: FastifyInstance, { schemas }: SandboxContext): void {
  for (const collection of ['/schemas', '/admin/schemas']) {
    publicPort.get(collection, async (request, reply) => {
      const { path, query } = requestTarget(request);
      const page = readOffsetPage(query);
      reply.headers(offsetPageHeaders(path, query, schemas.all.length, page));
      // Page n ends n pages too late: Kratos takes the end of the page for its length (measured).
      const begin = page.page * page.perPage;
      return schemas.all.slice(begin, begin + (page.page + 1) * page.perPage);
    });
    publicPort.get<{ Params: { id: string } }>(`${collection}/:id`, async (request) => {
      const found = findSchema(schemas, request.params.id);
      if (found === undefined) {
        throw notFound(`Identity schema \`${request.params.id}\` could not be found.`);
      }
      return found.schema;
    });
  }
}

/** By its id, or by its id in base64url, which is how `schema_url` spells it. */
function findSchema(schemas: SchemaCatalog, id: string): IdentitySchema | undefined {
  const decoded = Buffer.from(id, 'base64url');
  const isEncoded = decoded.toString('base64url') === id;
  return schemas.find(id) ?? (isEncoded ? schemas.find(decoded.toString()) : undefined);
}
