import { readBase64 } from './read-base64.ts';
import { readTemplatedHash, type TemplatedHash } from './read-templated-hash.ts';
import { malformedHash } from './unmatchable-hash.ts';

/** Reads `$md5$digest` or `$md5$pf=template$salt$digest`. */
export function readMd5(hash: string): TemplatedHash {
  const fields = hash.split('$').slice(2);
  const [first = '', salt = '', digest = ''] = fields;
  if (fields.length === 3) return readTemplatedHash([first, salt, digest]);
  if (fields.length !== 1) throw malformedHash(undefined, otherParts);
  const unsalted = readBase64(first, { name: 'digest', padded: true });
  return { template: passwordAlone, salt: Buffer.alloc(0), digest: unsalted };
}

const passwordAlone = Buffer.from('{PASSWORD}');

const otherParts = {
  reason: 'It is neither $md5$digest nor $md5$pf=template$salt$digest.',
  advice: 'Bring it into one of these forms, with each part in padded base64.',
};
