import { flagOf, isEmpty } from '../read-field.ts';

type Row = Readonly<Record<string, unknown>>;

/** A row by the names of the API, without what is empty; columns that hold flags and times as text say them. */
export function namedRow(row: Row): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([column, value]) => {
      const name = otherNames.get(column) ?? camelCase(column);
      return column === 'users_id' || isEmpty(value) ? [] : [[name, plainValue(name, value)]];
    }),
  );
}

const otherNames: ReadonlyMap<string, string> = new Map([
  ['tenants_id', 'tenantId'],
  ['connectors_id', 'connectorId'],
  ['identity_providers_id', 'identityProviderId'],
  ['identity_providers_user_id', 'identityProviderUserId'],
  ['password_encryption_scheme', 'encryptionScheme'],
  ['password_factor', 'factor'],
  ['password_salt', 'salt'],
  ['is_primary', 'primary'],
]);

function camelCase(column: string): string {
  return column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function plainValue(name: string, value: unknown): unknown {
  if (name === 'twoFactorDelivery') return String(value) === '1' ? 'TextMessage' : 'None';
  if (flags.has(name)) return flagOf(value) ?? value;
  return /^expiry$|Instant$/.test(name) && /^\d{1,15}$/.test(String(value)) ? Number(value) : value;
}

const flags: ReadonlySet<string> = new Set([
  'active',
  'verified',
  'primary',
  'passwordChangeRequired',
  'twoFactorEnabled',
]);
