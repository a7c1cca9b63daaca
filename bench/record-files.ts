// Files of made-up people, piece by piece.

export function* jsonLines(rows: number): Generator<string> {
  for (const batch of batches(rows))
    yield `${batch.map((row) => JSON.stringify(identityOf(row))).join('\n')}\n`;
}

export function* jsonArray(rows: number): Generator<string> {
  let separator = '[';
  for (const batch of batches(rows)) {
    yield `${separator}${batch.map((row) => JSON.stringify(identityOf(row))).join(',')}`;
    separator = ',';
  }
  yield ']';
}

export function* csv(rows: number): Generator<string> {
  yield 'id,email,name,created_at,state,hash\n';
  for (const batch of batches(rows))
    yield `${batch.map((row) => cellsOf(row, '"Lovelace, Ada"').join(',')).join('\n')}\n`;
}

export function* tsv(rows: number): Generator<string> {
  yield 'id\temail\tname\tcreated_at\tstate\thash\n';
  for (const batch of batches(rows))
    yield `${batch.map((row) => cellsOf(row, 'Ada').join('\t')).join('\n')}\n`;
}

export function* ldif(rows: number): Generator<string> {
  for (const batch of batches(rows)) yield `${batch.map(entryOf).join('\n')}\n`;
}

function* batches(rows: number): Generator<number[]> {
  for (let from = 0; from < rows; from += 1000) {
    yield Array.from({ length: Math.min(1000, rows - from) }, (_, at) => from + at);
  }
}

const addressOf = (row: number): string => `person-${String(row).padStart(9, '0')}@example.com`;
const hash = '$2b$12$N7fvNFBV18WFCgAa6997mOwxhjionOK..6R.NbRKe2VuaqVJruG9i';

/** About 435 bytes, as in Kratos's own export. */
const identityOf = (row: number): object => ({
  schema_id: 'default',
  traits: { email: addressOf(row), name: { first: 'Ada', last: 'Lovelace' } },
  credentials: { password: { config: { hashed_password: hash } } },
  verifiable_addresses: [{ value: addressOf(row), via: 'email', verified: true, status: 'completed' }],
  metadata_admin: { old_id: row, created_at: '2019-03-01T12:34:56.000Z' },
});

const cellsOf = (row: number, name: string): string[] => [
  String(row),
  addressOf(row),
  name,
  '2019-03-01T12:34:56Z',
  'active',
  hash,
];

const entryOf = (row: number): string =>
  [
    `dn: uid=person-${row},ou=people,dc=example,dc=com`,
    'objectClass: top',
    'objectClass: inetOrgPerson',
    `uid: person-${row}`,
    'cn:: QWTDqSBMb3ZlbGFjZQ==',
    'sn: Lovelace',
    `mail: ${addressOf(row)}`,
    'userPassword:: e1NTSEF9WWFhOWV3a3RhRjFHdVl1R1p6QkFKTjJTNTN1',
    '',
  ].join('\n');
