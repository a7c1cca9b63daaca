import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HookKind } from '../../../src/passwords/hook/hook-kinds.ts';

/** A hash that a system's own code made of a password. */
export interface MadeHash {
  readonly name: string;
  readonly password: string;
  readonly kind: HookKind;
  readonly hash: string;
  readonly pepper?: string;
}

const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'hook-hashes');

/** All of test/fixtures/hook-hashes. */
export function readMadeHashes(): readonly MadeHash[] {
  return ['php', 'python', 'node', 'openldap', 'published'].flatMap((file) =>
    readFileSync(join(folder, `${file}.jsonl`), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line, index) => {
        const { 'made-by': madeBy, ...made } = JSON.parse(line) as Omit<MadeHash, 'name'> & {
          'made-by': string;
        };
        return { ...made, name: `${file} ${index + 1}: ${made.kind} of ${madeBy}` };
      }),
  );
}

/** The first of this kind, with a password of ASCII letters. */
export function madeHash(kind: HookKind): MadeHash {
  const found = readMadeHashes().find((made) => made.kind === kind);
  if (found === undefined) throw new Error(`no hash of the kind ${kind} was made`);
  return found;
}
