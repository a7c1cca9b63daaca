import { createHash, randomInt } from 'node:crypto';

const alphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** 32 random letters and digits, the shape of Kratos's session and recovery tokens (190 bits). */
export function randomToken(): string {
  return Array.from({ length: 32 }, () => alphanumeric[randomInt(alphanumeric.length)]).join('');
}

/** The form in which a token is stored: it has too many bits to be guessed from a plain digest. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
