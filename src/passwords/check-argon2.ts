import { UnmatchableHashError } from './unmatchable-hash.ts';

/** Throws for what the argon2 of Go panics on, so that Kratos closes the connection in the middle of a login. */
export function checkArgon2(passes: number, lanes: number, digest: Buffer): void {
  if (passes > 0 && lanes > 0 && digest.length > 0) return;
  throw new UnmatchableHashError(
    'crashes-kratos',
    'Kratos fails on an argon2 hash with no passes, lanes or digest',
    {
      reason: 'It has no passes (t=0), no lanes (p=0) or no digest, and Kratos crashes on that.',
      advice: 'Take it anew from its source.',
    },
  );
}
