import type { IdentitySchema } from '../../kratos/identity-schemas.ts';
import type { RowProblem } from '../import/import-row.ts';
import { shownName } from './shown-name.ts';
import { compileSchema, type PlayedRole, type TraitsCheck } from './schema/compile-schema.ts';
import { schemaProblems } from './schema/schema-problems.ts';

export interface CheckedTraits {
  readonly problems: readonly RowProblem[];
  /** Until the next check; undefined where the schema is not known, so that nobody can tell what the traits are. */
  readonly roles: readonly PlayedRole[] | undefined;
}

/**
 * Gives the check of traits against the schema that a row names, or the default one: Kratos does not tell which that is, so that it is
 * taken to be the only one, or the one called `default`, which it is unless Kratos is told otherwise. What cannot be checked so is
 * left to Kratos, with one warning for all rows.
 */
export function schemaCheck(
  schemas: readonly IdentitySchema[],
): (schemaId: string, traits: unknown) => CheckedTraits {
  const byId = new Map(schemas.map((schema) => [schema.id, schema]));
  const defaultId = schemas.length === 1 ? schemas[0]?.id : 'default';
  const chosen = new Map<string, Choice>();

  return (schemaId, traits) => {
    const choice = chosen.get(schemaId) ?? choose(schemaId);
    if ('problem' in choice) {
      const isTold = choice.isTold;
      choice.isTold = !choice.problem.rejects;
      return isTold ? unknown : { problems: [choice.problem], roles: undefined };
    }
    const { errors, roles } = checked(choice.check, traits);
    return { problems: errors === undefined ? [] : schemaProblems(errors, choice.id), roles };
  };

  function choose(schemaId: string): Choice {
    const choice = choiceOf(schemaId);
    // Names that nobody knows could be as many as there are rows.
    if (chosen.size < mostChoices) chosen.set(schemaId, choice);
    return choice;
  }

  function choiceOf(schemaId: string): Choice {
    const wanted = schemaId === '' ? (defaultId ?? '') : schemaId;
    const schema = byId.get(wanted) ?? byId.get(decoded(wanted));
    if (schema === undefined) {
      return {
        problem: schemaId === '' ? noDefault(schemas) : noSuchSchema(schemaId, schemas),
        isTold: false,
      };
    }
    try {
      return { id: schema.id, check: compileSchema(schema.schema) };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { problem: unreadable(schema.id, why), isTold: false };
    }
  }
}

/** A schema may be named in base64 as well, as it is in its URL. */
const decoded = (id: string): string => (/^[\w-]+$/.test(id) ? Buffer.from(id, 'base64url').toString() : '');

type Choice =
  | { readonly id: string; readonly check: (traits: unknown) => TraitsCheck }
  | { readonly problem: RowProblem; isTold: boolean };

const unknown: CheckedTraits = { problems: [], roles: undefined };
const mostChoices = 1000;

/** Traits may nest deeper than a schema that refers to itself can be followed. */
function checked(
  check: (traits: unknown) => TraitsCheck,
  traits: unknown,
): { readonly errors: TraitsCheck['errors']; readonly roles: readonly PlayedRole[] | undefined } {
  try {
    return check(traits);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { errors: undefined, roles: undefined };
  }
}

function noSuchSchema(id: string, schemas: readonly IdentitySchema[]): RowProblem {
  return {
    code: 'schema',
    pointer: '/schema_id',
    message: `Kratos has no schema of this name, only ${listed(schemas)}; name one of them, or add it to its configuration`,
    value: shownName(id),
    rule: 'schema_id',
    rejects: true,
  };
}

function noDefault(schemas: readonly IdentitySchema[]): RowProblem {
  return {
    code: 'schema',
    pointer: '/schema_id',
    message: `rows without schema_id were not checked against a schema: Kratos has ${listed(schemas)}, and does not tell which is its default; name it in schema_id`,
    rule: 'schema_id',
    rejects: false,
  };
}

function unreadable(id: string, why: string): RowProblem {
  return {
    code: 'schema',
    pointer: '/traits',
    message: `traits were not checked against the schema ${id}, which cannot be read here (${why}); Kratos checks them when they are sent`,
    rule: `schema ${id}`,
    rejects: false,
  };
}

function listed(schemas: readonly IdentitySchema[]): string {
  const ids = schemas.map(({ id }) => id);
  return ids.length <= 10 ? ids.join(', ') : `${ids.slice(0, 10).join(', ')} and ${ids.length - 10} more`;
}
