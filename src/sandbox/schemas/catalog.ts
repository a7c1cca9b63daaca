import type { SandboxUrls } from '../urls.ts';
import { badRequest } from '../kratos-error.ts';
import { compileSchema, type SchemaCheck } from './compile-schema.ts';

export interface IdentitySchema {
  readonly id: string;
  readonly schema: object;
}

interface CompiledSchema extends IdentitySchema {
  check(document: unknown): SchemaCheck;
}

/** The identity schemas in configuration order; the first is the default. */
export interface SchemaCatalog {
  readonly all: readonly IdentitySchema[];
  readonly default: CompiledSchema;
  find(id: string): CompiledSchema | undefined;
  /** Like find, '' being the default; throws the 400 that Kratos answers to a request with an unknown schema. */
  get(id: string): CompiledSchema;
}

/**
 * Throws an Error that names the schema when one of them is none, or two have the same id.
 * Schemas that are known to be good can be compiled `lazily`, when the first identity needs them: that
 * is a third of the time in which a sandbox starts.
 */
export function createSchemaCatalog(
  schemas: readonly IdentitySchema[],
  options: { lazily: boolean } = { lazily: false },
): SchemaCatalog {
  const compiled = schemas.map(options.lazily ? compileOnFirstUse : compile);
  const [first] = compiled;
  if (first === undefined) throw new Error('The sandbox needs at least one identity schema');
  const byId = new Map(compiled.map((schema) => [schema.id, schema]));
  if (byId.size < schemas.length) throw new Error('Two identity schemas of the sandbox have the same id');
  return {
    all: schemas,
    default: first,
    find: (id) => byId.get(id),
    get(id) {
      const schema = id === '' ? first : byId.get(id);
      if (schema === undefined) throw badRequest(`Unable to find JSON Schema ID: ${id}`);
      return schema;
    },
  };
}

/** Where the public port serves a schema: the id, '' being the default, in base64url without padding. */
export function schemaUrl(
  { urls, schemas }: { urls: Pick<SandboxUrls, 'public'>; schemas: SchemaCatalog },
  id: string,
): string {
  return `${urls.public}/schemas/${Buffer.from(id || schemas.default.id).toString('base64url')}`;
}

function compileOnFirstUse(schema: IdentitySchema): CompiledSchema {
  let compiled: CompiledSchema | undefined;
  return {
    ...schema,
    check(document) {
      compiled ??= compile(schema);
      return compiled.check(document);
    },
  };
}

function compile({ id, schema }: IdentitySchema): CompiledSchema {
  try {
    return { id, schema, check: compileSchema(schema) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The identity schema "${id}" cannot be used: ${reason}`, { cause: error });
  }
}
