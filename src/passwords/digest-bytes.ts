/** How many bytes a digest has, by Node's names of them. */
export const digestBytes = {
  md4: 16,
  md5: 16,
  sha1: 20,
  sha224: 28,
  sha256: 32,
  sha384: 48,
  sha512: 64,
} as const;

export function isDigestName(name: string): name is keyof typeof digestBytes {
  return Object.hasOwn(digestBytes, name);
}
