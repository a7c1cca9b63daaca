/** Of a longer password bcrypt uses only the first 72 bytes; Kratos refuses to hash or compare it. */
const bcryptLimit = 72;

export function exceedsBcryptLimit(password: string): boolean {
  return Buffer.byteLength(password) > bcryptLimit;
}

export class PasswordTooLongError extends Error {
  readonly bytes: number;

  constructor(bytes: number) {
    super(`The password must be at most ${bcryptLimit} bytes long, and has ${bytes}`);
    this.name = 'PasswordTooLongError';
    this.bytes = bytes;
  }
}
