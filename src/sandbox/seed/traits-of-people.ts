import type { Faker } from '@faker-js/faker';
import type { SchemaCatalog } from '../schemas/catalog.ts';
import type { TraitRole } from '../schemas/kratos-extension.ts';
import type { Person } from './person.ts';
import { SeedError } from './seed-error.ts';
import { readSubschema, type Subschema } from './subschema.ts';
import { createTraitValues } from './trait-values.ts';

export interface MadeTraits {
  readonly schemaId: string;
  readonly traits: Record<string, unknown>;
  /** What these traits mean to Kratos. */
  readonly roles: readonly TraitRole[];
}

/**
 * Makes traits that fit an identity schema: every required one, those that identify somebody, and three of four others.
 * What it makes throws a SeedError when the schema refuses whatever is tried.
 */
export function traitsOfPeople(
  catalogued: ReturnType<SchemaCatalog['get']>,
  faker: Faker,
): (person: Person) => MadeTraits {
  const { id, schema } = catalogued;
  const traitsSchema = readSubschema(schema).properties.get('traits') ?? readSubschema({});
  const valueOf = createTraitValues(faker, id);

  function objectOf({ properties, required }: Subschema, person: Person): Record<string, unknown> {
    const made: Record<string, unknown> = {};
    for (const [name, property] of properties) {
      const wanted = required.has(name) || property.identifies || faker.datatype.boolean(0.75);
      if (wanted) made[name] = anyOf(property, name, person);
    }
    for (const name of required) made[name] ??= faker.lorem.word();
    return made;
  }

  function anyOf(trait: Subschema, name: string, person: Person): unknown {
    if (trait.type === 'object') return objectOf(trait, person);
    if (trait.type !== 'array') return valueOf(trait, name, person);
    const { items, minItems, maxItems } = trait;
    if (items === undefined) return [];
    const length = Math.max(minItems, Math.min(1, maxItems));
    return Array.from({ length }, () => anyOf(items, name, person));
  }

  return (person) => {
    let problem: string | undefined;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const traits = objectOf(traitsSchema, person);
      const checked = catalogued.check({ traits });
      if (checked.problem === undefined) return { schemaId: id, traits, roles: checked.roles };
      ({ problem } = checked);
    }
    throw impossible(id, problem ?? '');
  };
}

const attempts = 20;

/** `problem` is Kratos's: `I[#/traits/code] S[#/properties/…] does not match pattern …`. */
function impossible(id: string, problem: string): SeedError {
  const path = /I\[#\/traits\/([^\]]+)\]/.exec(problem)?.[1]?.replaceAll('/', '.');
  const culprit = path === undefined ? 'its traits' : `its trait ${path}`;
  const why = problem.replaceAll(/\s+/g, ' ').trim();
  return new SeedError(`Nobody can be made up for the schema "${id}" because of ${culprit}: ${why}.`);
}
