import type { SQLInputValue, StatementSync } from 'node:sqlite';
import type { Database } from './database.ts';

export type Row = Record<string, string | number | null>;

/** All rows of a query; numbers and text only. A statement is prepared once per database. */
export function rows(db: Database, sql: string, ...values: SQLInputValue[]): Row[] {
  return prepared(db, sql).all(...values) as Row[];
}

/** The first row of a query, if any. */
export function row(db: Database, sql: string, ...values: SQLInputValue[]): Row | undefined {
  return prepared(db, sql).get(...values) as Row | undefined;
}

/** Runs a statement and returns how many rows it changed. */
export function run(db: Database, sql: string, ...values: SQLInputValue[]): number {
  return Number(prepared(db, sql).run(...values).changes);
}

const statements = new WeakMap<Database, Map<string, StatementSync>>();

function prepared(db: Database, sql: string): StatementSync {
  let known = statements.get(db);
  if (known === undefined) {
    known = new Map();
    statements.set(db, known);
  }
  let statement = known.get(sql);
  if (statement === undefined) {
    statement = db.prepare(sql);
    known.set(sql, statement);
  }
  return statement;
}
