import { exceedsBcryptLimit } from './bcrypt-limit.ts';

/** Compares with a bcrypt hash of any letter that Kratos accepts; they all mean the same algorithm to it. */
export async function verifyBcrypt(password: string, hash: string): Promise<boolean> {
  const match = /^\$2[abzy]?\$(\d\d)\$([./A-Za-z\d]{53})/.exec(hash);
  if (match === null || exceedsBcryptLimit(password)) return false;
  const [, cost, saltAndDigest] = match;
  if (Number(cost) < 4 || Number(cost) > 31) return false;
  const { verify } = await import('@node-rs/bcrypt');
  return verify(password, `$2b$${cost}$${saltAndDigest}`);
}
