import type { Faker } from '@faker-js/faker';
import type { SchemaCatalog } from '../schemas/catalog.ts';
import { personCredentials } from './person-credentials.ts';
import { makePerson, type Person } from './person.ts';
import type { SeedRow } from './seed-row.ts';
import { traitsOfPeople } from './traits-of-people.ts';

/**
 * People that do not exist, to fill a sandbox with: most with a password, some signed in, some with links or second
 * factors, some inactive or unverified. The same random seed gives the same people with the same ids, and the first
 * of many are those of few. Nine in ten have the default schema, the others one of the other schemas.
 * Throws a SeedError when traits for a schema cannot be made up.
 */
export async function* makePeople(
  schemas: SchemaCatalog,
  count: number,
  randomSeed: number,
): AsyncGenerator<SeedRow> {
  const { faker } = await import('@faker-js/faker/locale/en');
  faker.setDefaultRefDate('2026-01-01T00:00:00Z');
  const [main, ...others] = schemas.all.map(({ id }) => traitsOfPeople(schemas.get(id), faker));
  for (let index = 1; index <= count; index += 1) {
    // For each anew, because whoever else is making people up in this process uses the same generator.
    faker.seed([randomSeed, index]);
    const person = makePerson(faker, index);
    const makeTraits =
      faker.datatype.boolean(0.1) && others.length > 0 ? faker.helpers.arrayElement(others) : main;
    if (makeTraits !== undefined) yield rowOf(faker, person, makeTraits(person), randomSeed);
  }
}

function rowOf(
  faker: Faker,
  person: Person,
  { schemaId, traits, roles }: ReturnType<ReturnType<typeof traitsOfPeople>>,
  randomSeed: number,
): SeedRow {
  const { credentials, hasPassword } = personCredentials(faker, person, roles);
  const active = !faker.datatype.boolean(0.05);
  const verifiedAt = faker.date.past({ years: 2 }).toISOString();
  const verifiable = roles.filter(({ extension }) => extension.verification?.via);
  const verified = faker.datatype.boolean(0.8) ? verifiable : [];
  const known = faker.datatype.boolean(0.3);
  const signedIn = faker.datatype.boolean(0.1) && hasPassword && active;
  return {
    place: `person ${person.index}`,
    value: {
      id: person.id,
      schema_id: schemaId,
      state: active ? 'active' : 'inactive',
      traits,
      credentials,
      verifiable_addresses: verified.map(({ extension, value }) => ({
        value,
        via: extension.verification?.via,
        verified: true,
        status: 'completed',
        verified_at: verifiedAt,
      })),
      metadata_public: known ? { plan: faker.helpers.arrayElement(['free', 'team', 'enterprise']) } : null,
      metadata_admin: known ? { customer: `C-${String(person.index).padStart(6, '0')}` } : null,
      ...(faker.datatype.boolean(0.2) && { external_id: `crm-${randomSeed}-${person.index}` }),
    },
    ...(signedIn && {
      // Addresses that RFC 5737 keeps for documents.
      signedInFrom: {
        address: `${faker.helpers.arrayElement(['192.0.2', '198.51.100', '203.0.113'])}.${faker.number.int({ min: 1, max: 254 })}`,
        userAgent: faker.internet.userAgent(),
      },
    }),
  };
}
