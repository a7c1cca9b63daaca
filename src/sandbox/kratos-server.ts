import fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import { KratosError } from './kratos-error.ts';
import { addUnknownRouteAnswers } from './unknown-route.ts';

/** A request body may have this many bytes, and not one more (measured). */
const bodyLimit = 5 * 1024 * 1024;

// Fastify answers 414 to a longer path parameter by default (100); Kratos has no such limit.
const maxParamLength = 4096;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What this route answers to a body that is too large, where it is not the usual 400. */
    bodyTooLarge?: () => KratosError;
  }
}

/**
 * A fastify server with the manners of Kratos: every body arrives as text (routes decide what it must be),
 * thrown KratosErrors become `{"error": …}`, unknown routes are plain text, GET answers are not cached.
 * On the admin port a path without `/admin` is answered as if it had the prefix.
 */
export function createKratosServer(port: 'admin' | 'public'): FastifyInstance {
  const server = fastify({
    bodyLimit,
    routerOptions: { maxParamLength },
    forceCloseConnections: true,
    rewriteUrl: ({ url = '/' }) => (port === 'admin' ? withAdminPrefix(url) : url),
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  server.addHook('onRequest', async (request, reply) => {
    if (request.method === 'GET') {
      reply.header('cache-control', 'private, no-cache, no-store, must-revalidate');
    }
  });
  server.setErrorHandler((error: FastifyError | KratosError, request, reply) => {
    if (error instanceof KratosError) return sendError(reply, error);
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
      const answer = request.routeOptions.config.bodyTooLarge;
      return sendError(reply, answer?.() ?? new KratosError(400, 'http: request body too large'));
    }
    const { statusCode = 500 } = error;
    return sendError(reply, new KratosError(statusCode, error.message));
  });
  addUnknownRouteAnswers(server);
  return server;
}

/** Kratos marks its errors as JSON without a charset, unlike its successes; a Buffer keeps fastify from adding one. */
function sendError(reply: FastifyReply, error: KratosError): FastifyReply {
  return reply
    .code(error.httpStatus)
    .header('content-type', 'application/json')
    .send(Buffer.from(JSON.stringify({ error: error.body })));
}

// A path that gets the prefix is cleaned on the way, so that `/identities/` works where `/admin/identities/` does not.
function withAdminPrefix(url: string): string {
  if (url.startsWith('/admin')) return url;
  const [path, query] = splitOnce(url, '?');
  const cleaned = `/admin/${path}`.replaceAll(/\/{2,}/g, '/').replace(/\/$/, '');
  return query === undefined ? cleaned : `${cleaned}?${query}`;
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
