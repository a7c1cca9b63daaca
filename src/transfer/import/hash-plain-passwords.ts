import { availableParallelism } from 'node:os';
import { IdpError } from '../../errors/idp-error.ts';
import { exceedsBcryptLimit, longestBcryptPassword } from '../../passwords/bcrypt-limit.ts';
import { hashArgon2id } from '../../passwords/hash-argon2id.ts';
import { hashPassword } from '../../passwords/hash-password.ts';
import type { ReadyRow, RowProblem } from './import-row.ts';

/** Gives each row with a hash in place of its plain password, in their order. Rows without one come as they are. */
export type HashPasswords = (rows: readonly ReadyRow[]) => Promise<readonly HashedRow[]>;

export type HashedRow = { readonly ready: ReadyRow } | { readonly problem: RowProblem };

/**
 * Hashes as `idp password make` does without options. Of all calls together no more passwords are under way than there are
 * cores; argon2id takes 64 MiB for each. The hashes are made in the threads of libuv, four unless UV_THREADPOOL_SIZE said
 * otherwise before the first of them was needed. Fails with aborted at the signal.
 */
export function createHashing(kind: 'bcrypt' | 'argon2id', signal: AbortSignal): HashPasswords {
  const inTurn = turns(availableParallelism());

  async function hashed(row: ReadyRow): Promise<HashedRow> {
    const password = plainPasswordOf(row);
    if (password === undefined) return { ready: row };
    if (kind === 'bcrypt' && exceedsBcryptLimit(password)) return { problem: tooLong };
    const hash = await inTurn(() => {
      if (signal.aborted) throw new IdpError('aborted', 'Interrupted while passwords were hashed.');
      return kind === 'bcrypt' ? hashPassword(password, bcryptCost) : hashArgon2id(password, argon2idCost);
    });
    return { ready: withHash(row, hash) };
  }

  return (rows) => Promise.all(rows.map(hashed));
}

/** Runs what it is given, so many at once, in the order in which it was given. */
function turns(atOnce: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running >= atOnce) await new Promise<void>((go) => waiting.push(go));
    else running += 1;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

function plainPasswordOf({ create }: ReadyRow): string | undefined {
  const config = create.credentials?.password?.config;
  return config !== undefined && 'password' in config ? config.password : undefined;
}

function withHash(row: ReadyRow, hash: string): ReadyRow {
  const credentials = { ...row.create.credentials, password: { config: { hashed_password: hash } } };
  return { ...row, create: { ...row.create, credentials }, hasPlainPassword: false };
}

const bcryptCost = { cost: 12 };
/** What RFC 9106 recommends where memory is limited. */
const argon2idCost = { memory: 65_536, passes: 3, lanes: 4 };

const tooLong: RowProblem = {
  code: 'password',
  pointer: '/credentials/password/config/password',
  message: `The password is above the ${longestBcryptPassword} bytes that bcrypt takes; the person has to choose another by recovery`,
  rule: `at most ${longestBcryptPassword} bytes`,
  rejects: true,
};
