import { IdpError } from '../errors/idp-error.ts';
import { readAnswer } from './answer.ts';
import type { Transport } from './transport.ts';

/** An identity schema as it stands in Kratos's configuration. */
export interface IdentitySchema {
  readonly id: string;
  readonly schema: unknown;
}

/**
 * All identity schemas, in the order of the configuration, from Kratos's public URL: its admin port redirects there. It tells of
 * none whether it is the default one. Page n of v26.2.0 ends n pages too late (measured), so that schemas may come twice; where it
 * does not say by X-Total-Count how many there are, a page that is not full is the last.
 * Fails as transport.ts and answer.ts say, with usage where no public URL is set, and with unexpected-answer where something else
 * than Kratos answers.
 */
export async function fetchSchemas(
  transport: Transport,
  publicOrigin: string,
  signal?: AbortSignal,
): Promise<readonly IdentitySchema[]> {
  const found = new Map<string, IdentitySchema>();
  for (let page = 0; ; page += 1) {
    const path = `/schemas?per_page=${perPage}&page=${page}`;
    const request = { method: 'GET', path, side: 'public', signal } as const;
    const answer = await transport(request);
    const schemas = readAnswer(answer, request, publicOrigin);
    if (!Array.isArray(schemas) || !schemas.every(isSchema)) throw notSchemas(publicOrigin);
    const before = found.size;
    for (const { id, schema } of schemas) found.set(id, { id, schema });
    const total = answer.headers['x-total-count'];
    const isLast = total === undefined ? schemas.length < perPage : found.size >= Number(total);
    if (isLast || found.size === before) break;
  }
  // Kratos does not start without one.
  if (found.size === 0) throw notSchemas(publicOrigin);
  return [...found.values()];
}

const perPage = 250;

function isSchema(value: unknown): value is IdentitySchema {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    'schema' in value
  );
}

function notSchemas(origin: string): IdpError {
  return new IdpError(
    'unexpected-answer',
    `${origin} answered GET /schemas with something else than a list of schemas.`,
    {
      hint: "Give Kratos's own public URL (port 4433 by default) with --public-url, or set public-url in the context.",
    },
  );
}
