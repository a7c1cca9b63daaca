import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { redirect } from './redirect.ts';

/**
 * Answers what no route answers, as Go's request multiplexer does: 307 to the cleaned path when the path
 * has empty or dot segments, 405 with `Allow` when the path exists for other methods, else 404; the
 * last two in plain text. Call it before routes are added.
 */
export function addUnknownRouteAnswers(server: FastifyInstance): void {
  const routes: { pattern: RegExp; methods: readonly string[] }[] = [];
  server.addHook('onRoute', ({ url, method }) => {
    routes.push({ pattern: patternOf(url), methods: [method].flat() });
  });
  server.addHook('onRequest', async (request, reply) => {
    const path = pathOf(request);
    const cleaned = cleanPath(path);
    if (cleaned !== path) {
      const query = request.url.slice(path.length);
      return redirect(request, reply, cleaned + query);
    }
    // Fastify takes the empty segment after a trailing slash for a parameter; Go does not.
    if (path.endsWith('/')) return answer(request, reply);
    return undefined;
  });
  server.setNotFoundHandler(answer);

  function answer(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const path = pathOf(request);
    const allowed = routes.filter((route) => route.pattern.test(path)).flatMap((route) => route.methods);
    reply.header('content-type', 'text/plain; charset=utf-8').header('x-content-type-options', 'nosniff');
    if (allowed.length === 0) return reply.code(404).send('404 page not found\n');
    return reply
      .code(405)
      .header('allow', [...new Set(allowed)].toSorted().join(', '))
      .send('Method Not Allowed\n');
  }
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '';
}

function patternOf(url: string): RegExp {
  const literal = url.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${literal.replaceAll(/:[^/]+/g, '[^/]+')}$`);
}

/** A path without empty and dot segments; a slash at its end stays. */
export function cleanPath(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/').slice(1)) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  const trailingSlash = path.endsWith('/') && kept.length > 0 ? '/' : '';
  return `/${kept.join('/')}${trailingSlash}`;
}
