import * as fc from 'fast-check';
import { emails, externalIds, subjects, usernames } from './pools.ts';

/** Made with cost 4 from `test`. */
export const bcryptHash = '$2a$04$kndra/scH2IfaGP6ycrkveDQWqbQ81Qf5C8T79ZPVKvkvNKJBtKu.';

/** Mostly one of these, now and then one of those that Kratos refuses. */
function mostly(good: readonly unknown[], bad: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 25, arbitrary: fc.constantFrom(...good) },
    { weight: 1, arbitrary: fc.constantFrom(...bad) },
  );
}

export const email: fc.Arbitrary<unknown> = mostly(emails, ['no address', '', null, 5]);
// None is too long for its column: Kratos takes identifiers in random order, so that of an identity with another
// one that conflicts it answers now 409, now 500.
export const username: fc.Arbitrary<unknown> = mostly(usernames, ['', ' ', 5]);

const name = mostly([{}, { first: 'Ada' }], [{ first: 5 }, 'Ada']);

export const traits: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 15, arbitrary: fc.record({ email }) },
  { weight: 10, arbitrary: fc.record({ email, username }) },
  { weight: 3, arbitrary: fc.record({ email, name }) },
  { weight: 2, arbitrary: fc.record({ username }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown[]>(null, [], 'x', {}, { email: emails[0], extra: 1 }) },
);

const link = fc.record(
  {
    provider: fc.constantFrom('google', 'google', 'github'),
    subject: fc.constantFrom(...subjects),
    use_auto_link: fc.boolean(),
  },
  { requiredKeys: ['provider', 'subject'] },
);

const samlLink = fc.record({ provider: fc.constant('okta'), subject: fc.constantFrom(...subjects) });

const password = mostly(
  [
    ...Array.from({ length: 9 }, () => ({ hashed_password: bcryptHash })),
    { password: 'a plain password 42' },
  ],
  [{}, { hashed_password: 'no hash' }, { password: 'x'.repeat(73) }, { use_password_migration_hook: true }],
);

const credentials = fc.record(
  {
    password: fc.record({ config: password }),
    oidc: fc.record({ config: fc.record({ providers: fc.array(link, { maxLength: 2 }) }) }),
    saml: fc.record({ config: fc.record({ providers: fc.array(samlLink, { maxLength: 2 }) }) }),
  },
  { requiredKeys: [] },
);

const address = fc.record(
  {
    value: fc.constantFrom(...emails),
    via: fc.constantFrom('email', 'email', 'sms', ''),
    verified: fc.boolean(),
    status: fc.constantFrom('', 'completed', 'pending', 'sent', 'bogus'),
  },
  { requiredKeys: ['value', 'via'] },
);

const recoveryAddress = fc.record({ value: fc.constantFrom(...emails), via: fc.constant('email') });

export const metadata: fc.Arbitrary<unknown> = fc.constantFrom<unknown[]>(
  null,
  {},
  { a: 1, b: [1, null] },
  [],
  'text',
  5,
);

/** The body of a POST, a PUT or an item of a batch; PUT ignores some of it. */
export const identityBody: fc.Arbitrary<object> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ traits, credentials }, { requiredKeys: ['traits'] }) },
  {
    weight: 3,
    arbitrary: fc.record(
      {
        traits,
        schema_id: mostly(['default', 'admin_v0', 'admin_v0', 'social_user_v0', ''], ['nope']),
        state: mostly(['active', 'inactive', ''], ['Active']),
        external_id: mostly([...externalIds, ''], ['x'.repeat(65)]),
        credentials,
        metadata_public: metadata,
        metadata_admin: metadata,
        verifiable_addresses: fc.array(address, { maxLength: 2 }),
        recovery_addresses: fc.array(recoveryAddress, { maxLength: 1 }),
      },
      { requiredKeys: ['traits'] },
    ),
  },
);

/** What a batch can hold besides new identities. */
export const badItem: fc.Arbitrary<object> = fc.constantFrom<object[]>(
  {},
  {},
  { create: null },
  { create: {} },
  { patch_id: '00000000-0000-4000-8000-000000000001' },
  { patch_id: 'none' },
  { create: { traits: { email: emails[0] } }, patch_id: '00000000-0000-4000-8000-000000000002' },
  { create: { traits: {}, unknown: 1 } },
  { delete: {} },
);
