/**
 * Compares with an argon2id or argon2i hash in the encoding of the reference implementation. Kratos
 * knows version 19 only, wants `m`, `t` and `p` in this order, and unpadded base64.
 */
export async function verifyArgon2(password: string, hash: string): Promise<boolean> {
  if (!encoding.test(hash)) return false;
  const { verify } = await import('@node-rs/argon2');
  try {
    return await verify(hash, password);
  } catch {
    return false; // parameters that no argon2 can have, such as m=1
  }
}

const encoding = /^\$argon2(?:id|i)\$v=19\$m=\d+,t=\d+,p=\d+\$[A-Za-z\d+/]+\$[A-Za-z\d+/]+$/;
