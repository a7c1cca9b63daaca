import { isObject } from '../member-of-record.ts';
import type { FileHead } from '../source.ts';

/** By the first identity: it has traits, also within `create`, or in a page as `kratos list identities` prints it. */
export function kratosRole({ text, first }: FileHead): 'identities' | undefined {
  if (first !== undefined) {
    const page = first['identities'];
    const one = Array.isArray(page) ? (page[0] as unknown) : first;
    return isIdentity(one) || (isObject(one) && isIdentity(one['create'])) ? 'identities' : undefined;
  }
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
