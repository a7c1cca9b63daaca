import type { RowProblem } from '../import/import-row.ts';

/** A kind of problem, and how many identities have it. */
export interface LiveProblem {
  readonly schema: string;
  /** A JSON pointer; `*` for the place in a list. */
  readonly pointer: string;
  readonly rule: string | undefined;
  /** Of the first that has it. */
  readonly message: string;
  readonly count: number;
  /** The first ten that were met. */
  readonly 'identity-ids': readonly string[];
}

/** Counts problems by kind. What is beyond so many kinds is left out, so that odd data takes no memory. */
export function createLiveProblems(): {
  add(schema: string, problem: RowProblem, identityId: string): void;
  all(): LiveProblem[];
} {
  const kinds = new Map<string, Kind>();
  return {
    add(schema, { pointer: place, rule, message }, identityId) {
      const pointer = place.replaceAll(/\/\d+(?=\/|$)/g, '/*');
      const key = JSON.stringify([schema, pointer, rule]);
      let kind = kinds.get(key);
      if (kind === undefined) {
        if (kinds.size === mostKinds) return;
        kind = { schema, pointer, rule, message, count: 0, ids: new Set() };
        kinds.set(key, kind);
      }
      // One identity may have it at several places of a list.
      if (kind.last === identityId) return;
      kind.last = identityId;
      kind.count += 1;
      if (kind.ids.size < mostIds) kind.ids.add(identityId);
    },
    all: () =>
      [...kinds.values()]
        .toSorted((one, other) => other.count - one.count)
        .map(({ ids, last: _last, ...kind }) => ({ ...kind, 'identity-ids': [...ids] })),
  };
}

type Kind = Omit<LiveProblem, 'count' | 'identity-ids'> & {
  count: number;
  readonly ids: Set<string>;
  /** Whoever was counted last. */
  last?: string;
};

const mostKinds = 1000;
const mostIds = 10;
