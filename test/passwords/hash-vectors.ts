import { readFileSync } from 'node:fs';

/** A password, a hash, and what a real Kratos v26.2.0 made of the two. */
export interface HashVector {
  name: string;
  password: string;
  hash: string;
  isAccepted: boolean;
  logsIn: boolean;
  /** What Kratos said against the login, or an empty text. */
  reason: string;
}

export function readHashVectors(): HashVector[] {
  return readTable('hash-vectors.tsv').map(([name = '', password = '', hash = '', accepted, login = '']) => ({
    name,
    password,
    hash,
    isAccepted: accepted === 'yes',
    logsIn: login === 'MATCH',
    reason: login.replace(/^(?:MATCH|FAIL: )/, ''),
  }));
}

/** Hashes of crypt(3) as glibc makes them, under Kratos's prefixes; the passwords are of every length that matters. */
export function readCryptHashes(): { password: string; hash: string }[] {
  return readTable('hash-crypt.tsv').map(([password = '', hash = '']) => ({ password, hash }));
}

/** A hash at the edge of its format; `login` is `MATCH`, `FAIL: …` or `PANIC: …`, by Kratos's code. */
export interface HashTrap {
  name: string;
  password: string;
  hash: string;
  login: string;
}

export function readHashTraps(): HashTrap[] {
  return JSON.parse(readFixture('hash-traps.json')) as HashTrap[];
}

/** A hash that an operator could try to import, with what a real Kratos made of it. */
export interface HashInspection {
  name: string;
  password: string;
  hash: string;
  /** By the admin API of v26.2.0 with PostgreSQL. */
  import: 'accepted' | 'refused';
  /** By the public API of the same; `-` where it was refused, `CLOSED` where Kratos crashed. */
  login: 'MATCH' | 'FAIL' | 'CLOSED' | '-' | 'not tried';
  /** By v26.2.0's own code: `MATCH`, `FAIL: …` or `PANIC: …`, and nothing where it was not tried. */
  says: string;
  /** By the code of July 2026, which is after v26.2.0. */
  laterImport: 'accepted' | 'refused';
  laterLogin: string;
}

export function readHashInspections(): HashInspection[] {
  return JSON.parse(readFixture('hash-inspections.json')) as HashInspection[];
}

function readTable(name: string): string[][] {
  const [, ...rows] = readFixture(name).trimEnd().split('\n');
  return rows.map((row) => row.split('\t'));
}

function readFixture(name: string): string {
  return readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
}
