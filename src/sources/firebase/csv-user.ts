type User = Readonly<Record<string, unknown>>;

/**
 * The columns of the CSV of `firebase auth:export`, which has no header: older versions of firebase-tools write the first 28
 * of them or fewer, and all of them a comma at the end of the line (src/accountExporter.ts).
 */
export function columnsOfCsv(cells: number): readonly string[] {
  return Array.from({ length: cells }, (_, at) => columns[at] ?? `column ${at + 1}`);
}

/** A row in the shape that the same user has in JSON. */
export function userOfRow(row: User): User {
  const user: Record<string, unknown> = {};
  const providers = new Map<string, Record<string, unknown>>();
  for (const [column, value] of Object.entries(row)) {
    if (value === '') continue;
    const [, provider, member] = /^([a-z.]+)\/(\w+)$/.exec(column) ?? [];
    if (provider === undefined || member === undefined) user[column] = value;
    else {
      const info = providers.get(provider) ?? { providerId: provider };
      info[member] = value;
      providers.set(provider, info);
    }
  }
  return providers.size === 0 ? user : { ...user, providerUserInfo: [...providers.values()] };
}

const begin = ['localId', 'email', 'emailVerified', 'passwordHash', 'salt', 'displayName', 'photoUrl'];
const middle = ['createdAt', 'lastSignedInAt', 'phoneNumber', 'disabled', 'customAttributes'];
const first = ['google.com', 'facebook.com', 'twitter.com', 'github.com'];
const later = [
  'apple.com',
  'microsoft.com',
  'gc.apple.com',
  'playgames.google.com',
  'linkedin.com',
  'yahoo.com',
];
const columns = [
  ...begin,
  ...first.flatMap(columnsOfProvider),
  ...middle,
  ...later.flatMap(columnsOfProvider),
];

function columnsOfProvider(provider: string): string[] {
  return ['rawId', 'email', 'displayName', 'photoUrl'].map((member) => `${provider}/${member}`);
}
