import { hash as hashOnce } from 'node:crypto';
import { malformedHash } from '../unmatchable-hash.ts';
import { base64Bytes } from './base64-bytes.ts';
import { type Compare, isEqual } from './compare.ts';

/** Reads `{SSHA384}`, or `{SHA384}` without a salt, of LDAP: base64 of the digest of password and salt, and then of the salt. */
export function readLdapSha384(hash: string): Compare {
  const [, salted = '', text] = /^\{(S?)SHA384\}(.+)$/i.exec(hash) ?? [];
  if (text === undefined) throw malformedHash('it is neither {SSHA384} nor {SHA384} and base64');
  const bytes = base64Bytes(text, 'digest');
  if (bytes.length < length || (salted === '' && bytes.length > length)) {
    throw malformedHash(`its digest has not the ${length} bytes of sha384`);
  }
  const salt = bytes.subarray(length);
  return async (password) =>
    isEqual(
      bytes.subarray(0, length),
      hashOnce('sha384', Buffer.concat([Buffer.from(password), salt]), 'buffer'),
    );
}

const length = 48;
