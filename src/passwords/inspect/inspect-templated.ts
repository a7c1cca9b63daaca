import { hash as hashOnce } from 'node:crypto';
import { fillTemplate } from '../fill-template.ts';
import type { TemplatedHash } from '../read-templated-hash.ts';
import { explainDigest } from './explain-digest.ts';
import { hexadecimalField } from './hexadecimal-field.ts';
import type { Fault, Notes } from './inspection.ts';
import { matchesAnything } from './matches-anything.ts';
import { outlineTemplate } from './outline-template.ts';

/** A digest of a template: it has to have its algorithm's length, and the password a place in what is hashed. */
export function inspectTemplated(
  { template, salt, digest }: TemplatedHash,
  algorithm: string,
  notes: Notes,
): Fault | undefined {
  Object.assign(notes.parameters, {
    digest: algorithm,
    template: outlineTemplate(template),
    'salt-bytes': salt.length,
    'digest-bytes': digest.length,
  });
  const fault = explainDigest(digest, algorithm);
  if (fault !== undefined) return fault;
  if (!template.includes('{PASSWORD}')) {
    const message = fillTemplate(template, { salt, password: Buffer.alloc(0) });
    return digest.equals(hashOnce(algorithm, message, 'buffer'))
      ? matchesAnything('Its template has no {PASSWORD}')
      : noPassword;
  }
  const hasSalt = template.includes('{SALT}');
  if (!hasSalt && salt.length > 0)
    notes.cautions.push('Its template has no {SALT}, and Kratos ignores the salt.');
  if (hasSalt && salt.length === 0) notes.cautions.push('Its template has {SALT}, and the salt is empty.');
  return hexadecimalField({ salt });
}

const noPassword: Fault = {
  code: 'impossible-digest',
  reason:
    'Its template has no {PASSWORD}, in capitals: the same is hashed whatever is typed, and never gives this digest.',
  advice: 'Write {PASSWORD} and {SALT} where they stood, and take the base64 of that.',
};
