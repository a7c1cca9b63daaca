import type { FastifyRequest } from 'fastify';
import { KratosError, badRequest } from '../kratos-error.ts';
import { parseQuery } from '../go-query.ts';
import { parseUuid } from '../uuid.ts';
import { uuidProblem } from './uuid-problem.ts';

/** The path of a request and its query, both as sent. */
export function requestTarget(request: FastifyRequest): { path: string; query: URLSearchParams } {
  const [path = '', ...rest] = request.url.split('?');
  return { path, query: parseQuery(rest.join('?')) };
}

/** The id in the path. The session routes answer 400 to a malformed one, where those of identities say 404. */
export function sessionRouteId(request: FastifyRequest): string {
  const { id = '' } = request.params as { id?: string };
  const uuid = parseUuid(id);
  if (uuid !== undefined) return uuid;
  throw new KratosError(400, uuidProblem(id));
}

/** `active=true|false` in any of Go's spellings; undefined when it is absent or empty. */
export function activeFilter(query: URLSearchParams): boolean | undefined {
  const value = query.get('active') ?? '';
  if (value === '') return undefined;
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(value)) return true;
  if (['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(value)) return false;
  throw new KratosError(400, 'could not parse parameter active');
}

/** What a session shall be shown with: `expand=identity`, `expand=devices`, in any case, repeatable. */
export function expansion(query: URLSearchParams): { identity: boolean; devices: boolean } {
  const asked = query.getAll('expand');
  for (const option of asked) {
    if (!['identity', 'devices'].includes(option.toLowerCase())) {
      throw badRequest(`Could not parse expand option: ${option}`);
    }
  }
  const options = new Set(asked.map((option) => option.toLowerCase()));
  return { identity: options.has('identity'), devices: options.has('devices') };
}
