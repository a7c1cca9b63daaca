/** Made-up people with addresses that no other call gives, all of which begin with `prefix`. */
export interface People {
  readonly prefix: string;
  /** The next ones, as JSON texts of what `POST /admin/identities` takes. */
  readonly take: (rows: number) => string[];
}

export function people(): People {
  const prefix = `bench-${Math.random().toString(36).slice(2, 10)}-`;
  let taken = 0;
  return {
    prefix,
    take: (rows) =>
      Array.from({ length: rows }, () => {
        taken += 1;
        return personOf(`${prefix}${String(taken).padStart(7, '0')}@example.com`);
      }),
  };
}

/** About 420 bytes, as Kratos's own export has them: an address that is verified, a bcrypt hash, and what the old system knew. */
const personOf = (email: string): string =>
  JSON.stringify({
    schema_id: 'default',
    traits: { email, name: { first: 'Ada', last: 'Lovelace' } },
    credentials: {
      password: {
        config: { hashed_password: '$2b$12$N7fvNFBV18WFCgAa6997mOwxhjionOK..6R.NbRKe2VuaqVJruG9i' },
      },
    },
    verifiable_addresses: [{ value: email, via: 'email', verified: true, status: 'completed' }],
    metadata_admin: { plan: 'pro', created_at: '2019-03-01T12:34:56.000Z' },
  });
