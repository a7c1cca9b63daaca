import { IdpError } from '../../errors/idp-error.ts';
import { createTraitsReader, type AdminTraits } from './admin-traits.ts';
import { failed, ok, unknown, warning, type Finding } from './finding.ts';
import { listOf, type Ask, type Probe } from './probe.ts';

export type CheckedSchema = { readonly id: string; readonly traits: AdminTraits | undefined };

/** Every Kratos has a schema, so that an empty list is that of something else. */
export const isSchemaList = (probe: Probe): boolean => (schemasIn(probe) ?? []).length > 0;

const schemasIn = (probe: Probe) =>
  listOf(probe, (item) => typeof item['id'] === 'string' && item['schema'] !== undefined);

/** The request for a page of schemas at the public URL. */
export const schemaPage = (page: number) =>
  ({ method: 'GET', path: `/schemas?per_page=${perPage}&page=${page}`, side: 'public' }) as const;

/**
 * All schemas from the first page on, each with what it would say to the traits of an administrator; at most 5,000.
 * Page n of Kratos v26.2.0 ends n pages too late (measured), so schemas may come twice; X-Total-Count says when all are
 * there, and where there is none, a page that is not full. Fails with aborted alone.
 */
export async function readSchemas(
  first: Probe,
  ask: Ask,
  signal?: AbortSignal,
): Promise<CheckedSchema[] | undefined> {
  const found = new Map<string, unknown>();
  let probe = first;
  for (let page = 1; ; page += 1) {
    const schemas = schemasIn(probe);
    if (schemas === undefined) return undefined;
    const before = found.size;
    for (const { id, schema } of schemas) found.set(String(id), schema);
    const total = probe.answer?.headers['x-total-count'];
    const isLast = total === undefined ? schemas.length < perPage : found.size >= Number(total);
    if (isLast || found.size === before || found.size >= mostSchemas) break;
    probe = await ask(schemaPage(page));
  }
  return tried([...found].slice(0, mostSchemas), signal);
}

const perPage = 250;
const mostSchemas = 5000;

/** A millisecond or more each: of thousands, signals and other answers must not wait for all. */
async function tried(
  schemas: readonly (readonly [id: string, schema: unknown])[],
  signal: AbortSignal | undefined,
): Promise<CheckedSchema[]> {
  const read = await createTraitsReader();
  const checked: CheckedSchema[] = [];
  let breath = Date.now();
  for (const [id, schema] of schemas) {
    if (Date.now() - breath > 25) {
      await new Promise((resolve) => void setImmediate(resolve));
      if (signal?.aborted === true)
        throw new IdpError('aborted', 'Interrupted while schemas were looked at.');
      breath = Date.now();
    }
    checked.push({ id, traits: read(schema) });
  }
  return checked;
}

/** Which schemas there are, and which of them takes what create-admin-account sends. */
export function checkSchemas(schemas: readonly CheckedSchema[] | undefined, because: string): Finding {
  if (schemas === undefined) return unknown('schemas', because);
  const fit = schemas.filter(({ traits }) => traits?.accepted === true).map(({ id }) => id);
  const all = `${schemas.length === 1 ? 'One schema' : `${schemas.length} schemas`}: ${names(schemas)}`;
  return ok(
    'schemas',
    fit.length === 0
      ? `${all}; none of them takes the traits of create-admin-account.`
      : `${all}; the traits of create-admin-account fit ${listed(fit)}.`,
  );
}

const names = (schemas: readonly CheckedSchema[]): string => listed(schemas.map(({ id }) => id));

const listed = (ids: readonly string[]): string =>
  ids.length <= mostNamed
    ? ids.join(', ')
    : `${ids.slice(0, mostNamed).join(', ')} and ${ids.length - mostNamed} more`;

const mostNamed = 20;

/**
 * Whether create-admin-account finds its schema. That a schema which the context names is missing is a failure; the
 * built-in choice may well not be there.
 */
export function checkAdminSchema(
  schemas: readonly CheckedSchema[] | undefined,
  { id, isDefault }: { readonly id: string; readonly isDefault: boolean },
  configuredAt: string,
  because: string,
): Finding {
  if (schemas === undefined) return unknown(check, because);
  const found = schemas.find((schema) => schema.id === id);
  const fit = schemas.find(({ traits }) => traits?.accepted === true);
  if (found === undefined) {
    const message = `Kratos has no schema ${id}, which create-admin-account uses; it has ${names(schemas)}.`;
    const next =
      fit === undefined
        ? `Add ${id} to ${configuredAt}, or name another with admin-schema-id.`
        : `Set admin-schema-id of the context to ${fit.id}, give schema-id=${fit.id}, or add ${id} to ${configuredAt}.`;
    return isDefault ? warning(check, message, next) : failed(check, 'usage', message, next);
  }
  const { traits } = found;
  if (traits === undefined) return unknown(check, `the schema ${id} cannot be read as a JSON Schema`);
  const mend = `Change the schema ${id} (${configuredAt}), or name another with admin-schema-id.`;
  if (!traits.accepted) {
    return warning(check, `The schema ${id} refuses what create-admin-account sends: ${traits.why}.`, mend);
  }
  if (traits.identifiers.length === 0) {
    return warning(
      check,
      `The schema ${id} makes neither username nor email an identifier of password: nobody could log in.`,
      mend,
    );
  }
  const without = traits.refused.length === 0 ? '' : `, but not ${traits.refused.join(' and ')}`;
  return ok(
    check,
    `The schema ${id} takes username and email${without}; one logs in with ${traits.identifiers.join(' or ')}.`,
  );
}

const check = 'admin-schema';
