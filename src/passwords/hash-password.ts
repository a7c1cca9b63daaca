import { exceedsBcryptLimit, PasswordTooLongError } from './bcrypt-limit.ts';

/**
 * The bcrypt hash of a password, as Kratos makes it (`cost` 4 to 31; every step doubles the time).
 * Throws PasswordTooLongError above 72 bytes of UTF-8, because bcrypt would ignore the rest.
 */
export async function hashPassword(password: string, options: { cost: number }): Promise<string> {
  if (exceedsBcryptLimit(password)) throw new PasswordTooLongError(Buffer.byteLength(password));
  const { hash } = await import('@node-rs/bcrypt');
  return hash(password, { cost: options.cost });
}
