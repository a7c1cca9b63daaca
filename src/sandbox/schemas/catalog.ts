export interface IdentitySchema {
  readonly id: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** The identity schemas in configuration order; the first is the default. */
export interface SchemaCatalog {
  readonly all: readonly IdentitySchema[];
  readonly default: IdentitySchema;
  find(id: string): IdentitySchema | undefined;
}

export function createSchemaCatalog(schemas: readonly IdentitySchema[]): SchemaCatalog {
  const [first] = schemas;
  if (first === undefined) throw new Error('The sandbox needs at least one identity schema');
  const byId = new Map(schemas.map((schema) => [schema.id, schema]));
  if (byId.size < schemas.length) throw new Error('Two identity schemas of the sandbox have the same id');
  return { all: schemas, default: first, find: (id) => byId.get(id) };
}

/** Where the public port serves a schema: the id in base64url without padding. */
export function schemaUrl(publicUrl: string, schemaId: string): string {
  return `${publicUrl}/schemas/${Buffer.from(schemaId).toString('base64url')}`;
}
