import { verifyHookHash } from '../../src/passwords/hook/verify-hook-hash.ts';
import { verifyPassword } from '../../src/passwords/verify-password.ts';
import type { ConvertedIdentity } from '../../src/sources/converted-identity.ts';

/** Whether a password is that of a converted identity: by Kratos, or by its migration hook with that pepper. */
export async function matches(
  password: string,
  { identity, hook }: ConvertedIdentity,
  pepper?: string,
): Promise<boolean> {
  if (hook !== undefined) return verifyHookHash(password, hook, pepper === undefined ? {} : { pepper });
  const config = identity?.credentials?.password?.config;
  if (config === undefined || !('hashed_password' in config)) throw new Error('the identity has no hash');
  return (await verifyPassword(password, config.hashed_password)).match;
}
