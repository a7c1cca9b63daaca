import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createUser, type Ended, type User } from '../user.ts';

/** Somebody with a secret store that a key file protects, and what the audit has of it. */
export type SecretUser = User & {
  readonly keyFile: string;
  readonly storeFolder: string;
  /** Adds a secret with the key password, and the store with the first one; gives its id. */
  add(name: string, more?: string, password?: string): Promise<string>;
  /** A line after `idp secret`, answered in JSON. */
  ask(line: string | readonly string[], stdin?: string): Promise<Ended>;
  /** The audit's records, oldest first: the event and what it tells. */
  audited(): Record<string, unknown>[];
};

export function createSecretUser(): SecretUser {
  const user = createUser();
  const keyFile = join(user.home, 'key.txt');
  const ask = (line: string | readonly string[], stdin = '') =>
    user.call(['secret', ...(typeof line === 'string' ? line.split(' ') : line), '--format', 'json'], {
      stdin,
    });
  return {
    ...user,
    keyFile,
    storeFolder: join(user.dataFolder, 'secrets'),
    ask,
    async add(name, more = '', password = `of ${name}`) {
      const words = `add ${name} password#file=- --protect key-file --key-file ${keyFile} ${more}`.trim();
      const { exit, stdout, stderr } = await ask(words, password);
      if (exit !== 0) throw new Error(stderr);
      return (JSON.parse(stdout) as { secret: string }).secret.replace('secret:', '');
    },
    audited() {
      const db = new DatabaseSync(join(user.dataFolder, 'history.db'), { readOnly: true });
      try {
        const rows = db.prepare('SELECT text FROM audit ORDER BY number').all();
        return rows.map((row) => JSON.parse(String(row['text'])) as Record<string, unknown>);
      } finally {
        db.close();
      }
    },
  };
}

export const sealed = (user: SecretUser): Buffer => readFileSync(join(user.storeFolder, 'store.age'));
