import type { FastifyReply, FastifyRequest } from 'fastify';

/** 303 as Go answers it: a line of HTML for GET, nothing for methods with a body. */
export function seeOther(request: FastifyRequest, reply: FastifyReply, location: string): FastifyReply {
  reply.code(303).header('location', location);
  if (request.method !== 'GET') return reply.send();
  return reply
    .header('content-type', 'text/html; charset=utf-8')
    .send(`<a href="${location.replaceAll('&', '&amp;')}">See Other</a>.\n\n`);
}

/** An address with one parameter more, for the way to a user interface. */
export function withQuery(address: string, name: string, value: string): string {
  const url = new URL(address);
  url.searchParams.set(name, value);
  return url.toString();
}
