import type { Compare } from './compare.ts';
import { readSourceBcrypt } from './source-bcrypt.ts';

/** Reads bcrypt of the password with a pepper after it (Devise::Encryptor). Without the pepper nothing matches. */
export function readPepperedBcrypt(hash: string): Compare {
  const compare = readSourceBcrypt(hash);
  return async (password, { pepper }) => pepper !== undefined && compare(Buffer.from(password + pepper));
}
