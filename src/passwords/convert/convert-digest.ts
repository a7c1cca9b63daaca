import type { Conversion } from './conversion.ts';
import { paddedBase64 } from './encoded-bytes.ts';
import { refuse } from './refused-hash.ts';
import { toKratos } from './to-kratos.ts';
import { type TemplatedParts, writeTemplated } from './write-kratos-hash.ts';

/** The algorithms whose plain digest Kratos takes, and the length of that in bytes. */
export const digestLengths = { md5: 16, sha1: 20, sha256: 32, sha512: 64 } as const;

export type DigestAlgorithm = TemplatedParts['algorithm'];

export function isDigestAlgorithm(name: string): name is DigestAlgorithm {
  return Object.hasOwn(digestLengths, name);
}

export interface ForeignDigest {
  algorithm: DigestAlgorithm;
  digest: Buffer;
  /** Where the salt stood, `{PASSWORD}{SALT}` for example; not looked at when there was none. */
  template?: string;
  salt?: Buffer;
  caution?: string | undefined;
}

/** A digest of password and salt, once. Throws RefusedHashError for one that is cut off. */
export function convertDigest({ algorithm, digest, template, salt, caution }: ForeignDigest): Conversion {
  const length = digestLengths[algorithm];
  if (digest.length !== length) {
    refuse(
      `the digest has ${digest.length} bytes, where ${algorithm} makes ${length}: it is cut off or of another algorithm`,
    );
  }
  if (salt !== undefined && salt.length > 0 && template !== undefined) {
    return toKratos(writeTemplated({ algorithm, template, salt, digest }), caution);
  }
  // The form without a template exists for md5 alone: of sha1 and the others Kratos imports it, and never matches it.
  if (algorithm === 'md5') return toKratos(`$md5$${paddedBase64(digest)}`, caution);
  return toKratos(
    writeTemplated({ algorithm, template: '{PASSWORD}', salt: Buffer.alloc(0), digest }),
    caution,
  );
}
