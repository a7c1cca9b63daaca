import { normaliseIdentifier } from '../../identifiers/normalise-identifier.ts';
import { maskAddress } from '../../kratos/mask.ts';
import { collectTexts } from '../../sources/reached-identifiers.ts';
import type { RowProblem } from '../import/import-row.ts';
import { membersWith } from './change-members.ts';
import { type Credential, takeCredential } from './take-credential.ts';

type Identity = Readonly<Record<string, unknown>>;

/**
 * The credentials of an identity without what Kratos notes down of them for itself, which is looked at first: it must agree with
 * the rest of the identity. Names of what went go to `stripped`. Undefined where nothing is left; the credentials themselves where there is
 * nothing to take out.
 */
export function takeCredentials(
  identity: Identity,
  at: string,
  stripped: string[],
  problems: RowProblem[],
): unknown {
  const { credentials } = identity;
  if (!isObject(credentials)) return credentials;
  const changed = new Map<string, unknown>();
  for (const type in credentials) {
    const credential = credentials[type];
    if (!isObject(credential)) continue;
    const kept = takeCredential(type, credential, `${at}/${type}`, stripped, problems);
    if (type === 'password') requireTraits(credential, identity, at, problems);
    if (kept !== credential) changed.set(type, kept);
  }
  if (changed.size === 0) return credentials;
  const taken = membersWith(credentials, changed);
  return Object.keys(taken).length > 0 ? taken : undefined;
}

/**
 * Whether the file was made without `include_credential`: then Kratos shows credentials without `config`, or none in a list;
 * where it was asked for them and there is no password, the config is empty.
 */
export function lacksConfigs({ id, created_at: createdAt, credentials }: Identity): boolean {
  if (typeof id !== 'string' || createdAt === undefined) return false;
  if (!isObject(credentials)) return credentials === undefined;
  const { password } = credentials;
  return isObject(password) && password['config'] === undefined;
}

/** Kratos makes the identifiers of a password of the traits. */
function requireTraits(
  { identifiers }: Credential,
  { traits }: Identity,
  at: string,
  problems: RowProblem[],
): void {
  if (!Array.isArray(identifiers)) return;
  const texts = new Set<string>();
  collectTexts(traits, texts);
  for (const [index, identifier] of identifiers.entries()) {
    if (typeof identifier === 'string' && texts.has(normaliseIdentifier(identifier))) continue;
    problems.push({
      code: 'identifiers',
      pointer: `${at}/password/identifiers/${index}`,
      message:
        'no trait has this identifier, and Kratos makes identifiers of the traits: put it into a trait, or take it out here',
      ...(typeof identifier === 'string' && { value: maskAddress(identifier) }),
      rejects: true,
    });
  }
}

const isObject = (value: unknown): value is Identity =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
