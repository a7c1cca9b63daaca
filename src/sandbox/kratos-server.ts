import { finished } from 'node:stream/promises';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { KratosError } from './kratos-error.ts';
import { sendError } from './public/error-answer.ts';
import { refuseForgery } from './public/forgery-guard.ts';
import { addUnknownRouteAnswers, cleanPath } from './unknown-route.ts';

/** A request body may have this many bytes, and not one more (measured). */
const bodyLimit = 5 * 1024 * 1024;

// Go takes a megabyte of request line and headers. Node's 16 KiB are fewer than 500 `ids=` need.
const maxHeaderSize = 1024 * 1024;

// Fastify answers 414 to a longer path parameter by default (100); Kratos has no limit of its own.
const maxParamLength = maxHeaderSize;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What this route answers to a body that is too large, where it is not the usual 400. */
    bodyTooLarge?: () => KratosError;
  }
  interface FastifyRequest {
    /** The Content-Type header as sent, '' without one. Routes judge it; `headers` no longer has it. */
    contentType: string;
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
    http: { maxHeaderSize },
    forceCloseConnections: true,
    frameworkErrors: answerMalformedPath,
    rewriteUrl: ({ url = '/' }) => (port === 'admin' ? withAdminPrefix(url) : url),
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  server.decorateRequest('contentType', '');
  server.addHook('onRequest', async (request, reply) => {
    // Fastify itself would answer 415 to what is no media type.
    const { headers } = request.raw;
    request.contentType = headers['content-type'] ?? '';
    delete headers['content-type'];
    if (port === 'public') reply.header('vary', 'Cookie');
    if (request.method === 'GET') {
      reply.header('cache-control', 'private, no-cache, no-store, must-revalidate');
    }
  });
  server.setErrorHandler(async (error: FastifyError | KratosError, request, reply) => {
    if (error instanceof KratosError) return sendError(reply, error);
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
      // Who still sends when the connection closes would not see the answer.
      await finished(request.raw.resume());
      const answer = request.routeOptions.config.bodyTooLarge;
      return sendError(reply, answer?.() ?? new KratosError(400, 'http: request body too large'));
    }
    const { statusCode = 500 } = error;
    return sendError(reply, new KratosError(statusCode, error.message));
  });
  if (port === 'public') refuseForgery(server);
  addUnknownRouteAnswers(server);
  return server;
}

/** A path that cannot be unescaped gets no further than Go's own server. */
function answerMalformedPath(_error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  void reply.code(400).header('content-type', 'text/plain; charset=utf-8').send('400 Bad Request');
}

// A path that gets the prefix is unescaped and cleaned on the way, so that `/identities/` works where
// `/admin/identities/` does not, and an escaped slash separates.
function withAdminPrefix(url: string): string {
  if (url.startsWith('/admin')) return url;
  const [path, query] = splitOnce(url, '?');
  const cleaned = cleanPath(`/admin/${path.replaceAll(/%2f/gi, '/')}`).replace(/\/$/, '');
  return query === undefined ? cleaned : `${cleaned}?${query}`;
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
