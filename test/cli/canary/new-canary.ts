import { randomBytes } from 'node:crypto';

/** A secret that occurs nowhere by chance, and that every way of encoding changes; within the 72 bytes of bcrypt. */
export const newCanary = (): string => `Cn/+ "ü|${randomBytes(24).toString('base64url')}|&='\\?`;

/** One that a header can carry. */
export const newToken = (): string => `tok/+=|${randomBytes(30).toString('hex')}|&="?`;
