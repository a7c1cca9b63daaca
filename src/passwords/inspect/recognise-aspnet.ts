/**
 * Of a hash of ASP.NET Identity, which is base64 of bytes, what they say; undefined for anything else. Version 2 is
 * 0, a salt of 16 bytes and a key of 32; version 3 is 1, digest, iterations and salt length, each 32 bits with the
 * most significant byte first, and then salt and key.
 */
export function recogniseAspnet(text: string): Record<string, string | number> | undefined {
  if (text.length > 400 || !/^A[A-Z][\w+/-]{20,}={0,2}$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  if (bytes[0] === 0 && bytes.length === 49) {
    return { version: 2, digest: 'sha1', iterations: 1000, 'salt-bytes': 16, 'key-bytes': 32 };
  }
  if (bytes[0] !== 1 || bytes.length < 13) return undefined;
  const digest = digests[bytes.readUInt32BE(1)];
  const salt = bytes.readUInt32BE(9);
  const key = bytes.length - 13 - salt;
  if (digest === undefined || salt < 8 || key < 16) return undefined;
  return { version: 3, digest, iterations: bytes.readUInt32BE(5), 'salt-bytes': salt, 'key-bytes': key };
}

const digests = ['sha1', 'sha256', 'sha512'];
