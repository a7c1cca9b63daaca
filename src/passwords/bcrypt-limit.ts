/** In bytes. Of a longer password bcrypt uses only the beginning; Kratos refuses to hash or compare it. */
export const longestBcryptPassword = 72;

export function exceedsBcryptLimit(password: string): boolean {
  return Buffer.byteLength(password) > longestBcryptPassword;
}

export class PasswordTooLongError extends Error {
  readonly bytes: number;

  constructor(bytes: number) {
    super(`The password must be at most ${longestBcryptPassword} bytes long, and has ${bytes}`);
    this.name = 'PasswordTooLongError';
    this.bytes = bytes;
  }
}
