import { readMd5 } from '../read-md5.ts';
import { readSha } from '../read-sha.ts';
import { readSsha } from '../read-ssha.ts';
import { hexadecimalField } from './hexadecimal-field.ts';
import { inspectTemplated } from './inspect-templated.ts';
import type { Fault, Notes } from './inspection.ts';

/** `$md5$`, with a template or without. */
export function inspectMd5(hash: string, notes: Notes): Fault | undefined {
  return inspectTemplated(readMd5(hash), 'md5', notes);
}

/** `$sha1$`, `$sha256$` and `$sha512$`, which have a template always. */
export function inspectSha(hash: string, notes: Notes): Fault | undefined {
  const { algorithm, ...templated } = readSha(hash);
  return inspectTemplated(templated, algorithm, notes);
}

/** `{SSHA}` and its like: whatever is long enough can match, for all behind the digest is salt. */
export function inspectSsha(hash: string, notes: Notes): Fault | undefined {
  const { algorithm, digest, salt } = readSsha(hash);
  notes.parameters = { digest: algorithm, 'salt-bytes': salt.length, 'digest-bytes': digest.length };
  return hexadecimalField({ 'digest and salt': Buffer.concat([digest, salt]) });
}
