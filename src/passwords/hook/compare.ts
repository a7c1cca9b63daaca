import { timingSafeEqual } from 'node:crypto';

/** Whether a password, as it was typed, is the one that was hashed. Never throws. */
export type Compare = (password: string, settings: HookSettings) => Promise<boolean>;

export type HookSettings = {
  /** What the old system put behind every password before hashing it; for peppered-bcrypt. */
  readonly pepper?: string;
};

/** Compares two texts, or two digests, in a time that tells nothing but their length. */
export function isEqual(stored: string | Uint8Array, computed: string | Uint8Array): boolean {
  const left = Buffer.from(stored);
  const right = Buffer.from(computed);
  return left.length === right.length && timingSafeEqual(left, right);
}
