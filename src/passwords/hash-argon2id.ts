/** `memory` in KiB, at least 8 for each lane; `passes` and `lanes` at least 1. */
export interface Argon2idCost {
  memory: number;
  passes: number;
  lanes: number;
}

/**
 * The argon2id hash of a password, with a salt of 16 bytes and a digest of 32, as Kratos makes and imports it:
 * `$argon2id$v=19$m=…,t=…,p=…$salt$digest`, base64 without padding. A password may have any length.
 */
export async function hashArgon2id(
  password: string,
  { memory, passes, lanes }: Argon2idCost,
): Promise<string> {
  const { hash, parseOptions } = await import('@node-rs/argon2');
  // Its `Algorithm` is an enum of the declarations only, so that the number has to be read off a hash.
  const { algorithm } = parseOptions('$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAA');
  return hash(password, {
    algorithm,
    memoryCost: memory,
    timeCost: passes,
    parallelism: lanes,
    outputLen: 32,
  });
}
