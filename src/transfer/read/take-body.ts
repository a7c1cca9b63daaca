import type { RowProblem } from '../import/import-row.ts';
import { membersBut, membersWith } from './change-members.ts';
import { lacksConfigs, takeCredentials } from './take-credentials.ts';

type Identity = Readonly<Record<string, unknown>>;

export interface TakenBody {
  readonly body: Identity;
  readonly stripped: readonly string[];
  readonly problems: readonly RowProblem[];
}

/**
 * An identity without what Kratos makes anew, as its GET shows it (measured with v26.2.0): ids, times, addresses of recovery, what
 * it notes down of credentials. Everything else stays as it is, right or wrong; where there is nothing of this, the identity
 * itself is given. `at` is its JSON pointer in the row.
 */
export function takeBody(identity: Identity, at: string): TakenBody {
  const stripped: string[] = [];
  const problems: RowProblem[] = [];
  const changed = new Map<string, unknown>();
  for (const name in identity) {
    if (isMadeAnew(name, identity[name])) {
      stripped.push(name);
      changed.set(name, undefined);
    }
  }
  const addresses = identity['verifiable_addresses'];
  if (Array.isArray(addresses) && addresses.some(isDescribed)) {
    changed.set('verifiable_addresses', addresses.map(undescribed));
    stripped.push('verifiable_addresses.id');
  }
  const credentials = takeCredentials(identity, `${at}/credentials`, stripped, problems);
  if (credentials !== identity['credentials']) changed.set('credentials', credentials);
  if (lacksConfigs(identity)) problems.push(withoutConfigs(at));
  return changed.size === 0
    ? { body: identity, stripped: none, problems }
    : { body: membersWith(identity, changed), stripped, problems };
}

const none: readonly never[] = [];

function isMadeAnew(name: string, value: unknown): boolean {
  switch (name) {
    case 'id':
      return typeof value === 'string';
    case 'organization_id':
    case 'metadata_public':
    case 'metadata_admin':
      // Of these, null is how it shows that there is none.
      return value === null;
    case 'schema_url':
    case 'state_changed_at':
    case 'created_at':
    case 'updated_at':
    case 'recovery_addresses':
      return true;
    default:
      return false;
  }
}

function isDescribed(address: unknown): boolean {
  return (
    typeof address === 'object' &&
    address !== null &&
    ('id' in address || 'created_at' in address || 'updated_at' in address)
  );
}

function undescribed(address: unknown): unknown {
  return isDescribed(address) ? membersBut(address as Identity, notes) : address;
}

const notes: ReadonlySet<string> = new Set(['id', 'created_at', 'updated_at']);

const withoutConfigs = (at: string): RowProblem => ({
  code: 'password',
  pointer: `${at}/credentials`,
  message:
    'the file does not tell whether there is a password: it was made without include_credential; make it anew with include_credential=password, oidc, totp and lookup_secret',
  rejects: false,
});
