import type { Faker } from '@faker-js/faker';
import type { TraitRole } from '../schemas/kratos-extension.ts';
import type { Person } from './person.ts';

/** The password of everybody who has one (docs/sandbox.md). */
export const seededPassword = 'sandbox-password';

// Hashed once, at the lowest cost: 1,000 people at cost 12 would take minutes.
const hashedPassword = '$2b$04$N7fvNFBV18WFCgAa6997mOwxhjionOK..6R.NbRKe2VuaqVJruG9i';

/**
 * Ways to sign in, as a row has them. Of 100 people about 85 have a password, if one of their traits identifies it, 20 a
 * link to a provider, 10 of those with a password one-time codes and 5 recovery codes; some have none.
 */
export function personCredentials(
  faker: Faker,
  person: Person,
  roles: readonly TraitRole[],
): { credentials: Record<string, unknown>; hasPassword: boolean } {
  const mayHavePassword = roles.some(({ extension }) => extension.credentials?.password?.identifier === true);
  const hasPassword = faker.datatype.boolean(0.85) && mayHavePassword;
  const isLinked = faker.datatype.boolean(hasPassword ? 0.15 : 0.5);
  const hasTotp = faker.datatype.boolean(0.1) && hasPassword;
  const hasLookup = hasTotp && faker.datatype.boolean(0.5);
  return {
    credentials: {
      ...(hasPassword && { password: { config: { hashed_password: hashedPassword } } }),
      ...(isLinked && { oidc: { config: { providers: [linkOf(faker, person)] } } }),
      ...(hasTotp && { totp: stored('totp', person, { totp_url: totpUrl(faker, person) }) }),
      ...(hasLookup && {
        lookup_secret: stored('lookup_secret', person, { recovery_codes: recoveryCodes(faker) }),
      }),
    },
    hasPassword,
  };
}

function linkOf(faker: Faker, { index }: Person): { provider: string; subject: string } {
  return {
    provider: faker.helpers.arrayElement(['google', 'github', 'microsoft']),
    subject: `${faker.string.numeric({ length: 12, allowLeadingZeros: false })}${String(index).padStart(7, '0')}`,
  };
}

// Both stand under the id of their identity.
function stored(type: string, { id }: Person, config: object): object {
  return { type, identifiers: [id], config };
}

function totpUrl(faker: Faker, { emails: [email = ''] }: Person): string {
  const secret = faker.string.fromCharacters('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 32);
  const query = `algorithm=SHA1&digits=6&issuer=sandbox&period=30&secret=${secret}`;
  return `otpauth://totp/sandbox:${encodeURIComponent(email)}?${query}`;
}

function recoveryCodes(faker: Faker): { code: string }[] {
  return Array.from({ length: 12 }, () => ({
    code: faker.string.alphanumeric({ length: 8, casing: 'lower' }),
  }));
}
