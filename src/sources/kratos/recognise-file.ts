import { isObject } from '../member-of-record.ts';
import type { FileHead } from '../source.ts';

/** By the first identity: it has traits, also within `create`. */
export function kratosRole({ text, first }: FileHead): 'identities' | undefined {
  if (first !== undefined) return isIdentity(first['create']) || isIdentity(first) ? 'identities' : undefined;
  // Longer than what is looked at.
  return /^\s*[[{]/.test(text) && /"traits"\s*:\s*\{/.test(text) && /"schema_id"\s*:/.test(text)
    ? 'identities'
    : undefined;
}

function isIdentity(value: unknown): boolean {
  return isObject(value) && isObject(value['traits']) && members.some((name) => Object.hasOwn(value, name));
}

/** What only has traits may be anybody's. */
const members = [
  'schema_id',
  'credentials',
  'state',
  'verifiable_addresses',
  'recovery_addresses',
  'metadata_public',
];
