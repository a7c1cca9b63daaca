import type { IdentitySchema } from '../../kratos/identity-schemas.ts';
import { compileSchema } from '../check/schema/compile-schema.ts';
import { schemaProblems } from '../check/schema/schema-problems.ts';
import type { RowProblem } from '../import/import-row.ts';

/** What is wrong with traits by the schema of that id; nothing where they fit. */
export type TraitProblems = (schemaId: string, traits: unknown) => readonly RowProblem[];

/** Identity schemas as one check, each compiled when it is first needed. */
export function compileTraits(schemas: readonly IdentitySchema[]): TraitProblems {
  const byId = new Map(schemas.map(({ id, schema }) => [id, schema]));
  const compiled = new Map<string, TraitProblems>();
  return (schemaId, traits) => {
    let problemsOf = compiled.get(schemaId);
    if (problemsOf === undefined) compiled.set(schemaId, (problemsOf = compile(byId, schemaId)));
    return problemsOf(schemaId, traits);
  };
}

function compile(byId: ReadonlyMap<string, unknown>, id: string): TraitProblems {
  if (!byId.has(id)) return () => [ofSchema('is not among those of Kratos', id)];
  try {
    const check = compileSchema(byId.get(id));
    return (schemaId, traits) => {
      const { errors } = check(traits);
      return errors === undefined ? none : schemaProblems(errors, schemaId);
    };
  } catch {
    return () => [ofSchema('cannot be read as one', id)];
  }
}

const none: readonly RowProblem[] = [];

const ofSchema = (what: string, id: string): RowProblem => ({
  code: 'schema',
  pointer: '/schema_id',
  message: `The schema ${JSON.stringify(id)} ${what}`,
  rule: 'schema_id',
  rejects: true,
});
