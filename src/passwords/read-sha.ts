import { hashFields } from './hash-fields.ts';
import { readTemplatedHash, type TemplatedHash } from './read-templated-hash.ts';
import { type Explanation, malformedHash } from './unmatchable-hash.ts';

/** Reads `$sha1$pf=template$salt$digest`, or sha256 and sha512, of which the algorithm is given without the rest. */
export function readSha(hash: string): TemplatedHash & { algorithm: string } {
  const fields = hashFields(hash, 5, /^\$sha\d+\$[\w+/-]{27,}={0,2}$/.test(hash) ? unsalted : otherParts);
  const [, algorithm = '', template = '', salt = '', digest = ''] = fields;
  if (/^\d+$/.test(template)) throw malformedHash('input does not match format', ofNetbsd);
  return { algorithm, ...readTemplatedHash([template, salt, digest]) };
}

const unsalted: Explanation = {
  reason: 'A sha hash has five parts even without a salt, and this one has three.',
  advice:
    'Put a template and an empty salt before the digest: pf=e1BBU1NXT1JEfQ==$$ (that is {PASSWORD}); the digest is base64 of its bytes.',
};

const otherParts: Explanation = {
  reason: 'Its parts are not those of $sha256$pf=template$salt$digest.',
  advice: 'Bring it into that form, with each part in padded base64.',
};

const ofNetbsd: Explanation = {
  reason:
    'There is a number where the template has to be, as in the sha1-crypt of NetBSD, which Kratos does not compute.',
  advice: 'Let these people set a new password by recovery.',
};
