import type { RowProblem } from '../import/import-row.ts';
import { membersBut } from './change-members.ts';
import { takeLinks } from './take-links.ts';

export type Credential = Readonly<Record<string, unknown>>;

/**
 * One credential without what Kratos notes down of it for itself. Undefined where nothing is left to be brought over; the
 * credential itself where there is nothing to take out.
 */
export function takeCredential(
  type: string,
  credential: Credential,
  at: string,
  stripped: string[],
  problems: RowProblem[],
): Credential | undefined {
  const isDescribed = hasNotes(credential);
  if (isDescribed) {
    requireType(type, credential, at, problems);
    for (const name of Object.keys(credential))
      if (notes.has(name)) stripped.push(`credentials.${type}.${name}`);
  }
  const { config } = credential;
  const isLess = isDescribed && config === undefined;
  switch (type) {
    case 'password':
      if (isLess || isEmpty(config)) return dropped(type, credential, stripped);
      break;
    case 'oidc':
    case 'saml':
      return takeLinks(type, credential, isDescribed, at, stripped, problems);
    case 'totp':
    case 'lookup_secret':
      if (isLess) problems.push(withoutConfig(type, at));
      if (isLess || (isDescribed && isEmpty(config))) return dropped(type, credential, stripped);
      break;
    case 'webauthn':
    case 'passkey':
      // Of a passkey there is a row only with keys, of webauthn always.
      if (hasKeys(config) || (isLess && type === 'passkey')) problems.push(boundToDomain(type, at));
      return dropped(type, credential, stripped);
    case 'code':
    case 'link_recovery':
    case 'code_recovery':
      return dropped(type, credential, stripped);
    default:
  }
  return isDescribed ? membersBut(credential, notes) : credential;
}

/** As a row of the database has it. */
const notes: ReadonlySet<string> = new Set(['type', 'identifiers', 'version', 'created_at', 'updated_at']);
const all: ReadonlySet<string> = new Set([...notes, 'config']);

function hasNotes(credential: Credential): boolean {
  for (const name in credential) if (notes.has(name)) return true;
  return false;
}

function requireType(type: string, credential: Credential, at: string, problems: RowProblem[]): void {
  if (credential['type'] === undefined || credential['type'] === type) return;
  problems.push({
    code: 'credential-type',
    pointer: `${at}/type`,
    message: `the type is another than ${type}, under which it stands`,
    rejects: true,
  });
}

/** What nobody knows stays, and is refused when the row is checked. */
function dropped(type: string, credential: Credential, stripped: string[]): Credential | undefined {
  stripped.push(`credentials.${type}`);
  const rest = membersBut(credential, all);
  return Object.keys(rest).length === 0 ? undefined : rest;
}

const isEmpty = (config: unknown): boolean =>
  typeof config === 'object' && config !== null && !Array.isArray(config) && Object.keys(config).length === 0;

function hasKeys(config: unknown): boolean {
  const keys = (config as { readonly credentials?: unknown } | null | undefined)?.credentials;
  return Array.isArray(keys) && keys.length > 0;
}

const withoutConfig = (type: 'totp' | 'lookup_secret', at: string): RowProblem => ({
  code: type === 'totp' ? 'totp' : 'lookup-secret',
  pointer: at,
  message: `the file has the second factor without its secret, so that it is not imported; make it anew with include_credential=${type}`,
  rejects: false,
});

const boundToDomain = (type: string, at: string): RowProblem => ({
  code: 'factor',
  pointer: at,
  message: `Kratos takes no ${type} keys with an identity, and they hold only under the domain they were made for; the person registers them again`,
  rejects: false,
});
