import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from './context.ts';
import { badRequest, KratosError, notFound } from './kratos-error.ts';
import { redirectToAdmin } from './redirect.ts';
import { uuidProblem } from './sessions/uuid-problem.ts';
import { parseUuid } from './uuid.ts';

/** The messages that Kratos sends to people. The sandbox never sends any, so the list is always empty. */
export function registerCourierRoutes(
  admin: FastifyInstance,
  publicPort: FastifyInstance,
  context: SandboxContext,
): void {
  admin.get<{ Querystring: { page_size?: string; status?: string } }>(list, async (request, reply) => {
    const { page_size: pageSize = '', status = '' } = request.query;
    if (!/^[+-]?\d*$/.test(pageSize)) {
      const message = `strconv.Atoi: parsing ${JSON.stringify(pageSize)}: invalid syntax`;
      throw new KratosError(500, message, { httpStatus: 400 });
    }
    if (status !== '' && !statuses.has(status)) throw badRequest('Message status is not valid');
    const size = Number(pageSize) > 0 ? Math.min(Number(pageSize), 500) : 10;
    reply.header('link', `<${list}?page_size=${size}&page_token=${firstPage}>; rel="first"`);
    return [];
  });

  admin.get<{ Params: { id: string } }>(item, async ({ params: { id } }) => {
    if (parseUuid(id) !== undefined) throw notFound();
    throw new KratosError(400, uuidProblem(id));
  });

  for (const path of [list, item]) {
    publicPort.get(path, (request, reply) => redirectToAdmin(request, reply, context.urls.admin));
  }
}

const list = '/admin/courier/messages';
const item = `${list}/:id`;

const statuses: ReadonlySet<string> = new Set(['queued', 'sent', 'processing', 'abandoned']);

// Opaque, as Kratos's own tokens are.
const firstPage = Buffer.from('first').toString('base64url');
