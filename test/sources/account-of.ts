import type { Account } from '../../src/sources/account.ts';

/** What a source called `old` understood of a record, with what a test is about. */
export function accountOf(value: Record<string, unknown>, changes: Partial<Account> = {}): Account {
  return {
    source: 'old',
    record: { place: { file: 'users.json', record: 1, line: 1 }, value },
    defaults: new Map(),
    addresses: [],
    usernames: [],
    links: [],
    used: [],
    leftOut: [],
    problems: [],
    ...changes,
  };
}
