import { readFileSync } from 'node:fs';

/** A password, a hash, and what a real Kratos v26.2.0 made of the two. */
export interface HashVector {
  name: string;
  password: string;
  hash: string;
  isAccepted: boolean;
  logsIn: boolean;
}

export function readHashVectors(): HashVector[] {
  const lines = readFileSync(new URL('../fixtures/hash-vectors.tsv', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.slice(1).map((line) => {
    const [name = '', password = '', hash = '', accepted, login] = line.split('\t');
    return { name, password, hash, isAccepted: accepted === 'yes', logsIn: login === 'MATCH' };
  });
}
