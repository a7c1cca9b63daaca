import type { FastifyReply, FastifyRequest } from 'fastify';

/** 307 as Go answers it: a line of HTML for GET, nothing for methods with a body. */
export function redirect(request: FastifyRequest, reply: FastifyReply, location: string): FastifyReply {
  reply.code(307).header('location', location);
  if (request.method !== 'GET' && request.method !== 'HEAD') return reply.send();
  const escaped = location
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&#34;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
  return reply
    .header('content-type', 'text/html; charset=utf-8')
    .send(`<a href="${escaped}">Temporary Redirect</a>.\n\n`);
}

/** Sends a request that came to the admin port to the same path of the public port, less `/admin`. */
export function redirectToPublic(
  request: FastifyRequest,
  reply: FastifyReply,
  publicUrl: string,
): FastifyReply {
  return redirect(request, reply, publicUrl + request.url.replace(/^\/admin/, ''));
}

/** Sends a request that came to the public port to the same path below `/admin` of the admin port. */
export function redirectToAdmin(
  request: FastifyRequest,
  reply: FastifyReply,
  adminUrl: string,
): FastifyReply {
  return redirect(request, reply, `${adminUrl}/admin${request.url.replace(/^\/admin/, '')}`);
}
