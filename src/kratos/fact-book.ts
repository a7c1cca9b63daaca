import { absent, maskText, type Fact, type Facts } from './identity-facts.ts';
import type { ObservedChange } from './observe-task.ts';

/** What is known of one identity now, and what was known of each part when a write first touched it. */
export type FactBook = {
  /** The fields as an answer shows them, all others being gone. */
  learnFields(facts: Facts): void;
  /** Facts of credentials and sessions, of which no answer tells all. */
  learn(facts: Facts): void;
  learnGone(): void;
  now(pointer: string): Fact | undefined;
  /** Whether a write touched the identity as a whole. */
  wholeTouched(): boolean;
  /** From here on a difference in this part counts as a change; `exact` leaves out what is below it. */
  readonly touch: (pointer: string, exact?: boolean) => void;
  /** A write that may have been done: the part is unknown until an answer shows it. */
  readonly doubt: (pointer: string, exact?: boolean) => void;
  /** Facts of before the first write that are known without having been seen. */
  wasAbsent(pointer: string): void;
  changes(): ObservedChange[];
};

/** Told apart by being this very object; compares as different from everything. */
export const unknown: Fact = { raw: 'unknown', shown: 'unknown' };

export function createFactBook(): FactBook {
  const now: Facts = new Map();
  const before: Facts = new Map();
  const touches: Touch[] = [];
  let fieldsKnown = false;
  let gone = false;

  function touch(pointer: string, exact = false): string[] {
    const one: Touch = { pointer, exact, fieldsKnown };
    const there = [...now.keys()].filter((key) => matches(key, one));
    for (const key of there) if (!before.has(key)) before.set(key, now.get(key) ?? unknown);
    touches.push(one);
    return there;
  }

  function changeOf(key: string): ObservedChange[] {
    const first = touches.find((one) => matches(key, one));
    if (first === undefined) return [];
    const was = before.get(key) ?? (first.fieldsKnown && isField(key) ? absent : unknown);
    const is = gone ? absent : (now.get(key) ?? (fieldsKnown && isField(key) ? absent : unknown));
    if (was === unknown ? gone : was.raw === is.raw) return [];
    const alike = !isField(key) && was.shown === is.shown && is !== unknown;
    return [{ name: nameOf(key), before: was.shown, after: alike ? 'changed' : is.shown }];
  }

  function learn(facts: Facts): void {
    for (const [pointer, fact] of facts) now.set(pointer, fact);
  }

  return {
    learnFields(facts) {
      fieldsKnown = true;
      gone = false;
      for (const pointer of now.keys()) if (isField(pointer)) now.delete(pointer);
      learn(facts);
    },
    learn,
    learnGone: () => void (gone = true),
    now: (pointer) => now.get(pointer),
    wholeTouched: () => touches.some(({ pointer }) => pointer === ''),
    touch,
    doubt(pointer, exact) {
      const there = touch(pointer, exact);
      for (const key of there.length === 0 ? [pointer] : there) now.set(key, unknown);
    },
    wasAbsent: (pointer) => void before.set(pointer, absent),
    changes() {
      const keys = new Set([...before.keys(), ...now.keys()]);
      for (const one of touches) {
        if (![...keys].some((key) => matches(key, one))) keys.add(one.pointer);
      }
      return [...keys].flatMap(changeOf);
    },
  };
}

/** `fieldsKnown`: an identity had been seen by then, so that a field it did not have was not there. */
type Touch = { readonly pointer: string; readonly exact: boolean; readonly fieldsKnown: boolean };

function matches(key: string, { pointer, exact }: Touch): boolean {
  if (key === pointer) return true;
  if (exact) return false;
  return key.startsWith(`${pointer}/`) || (key !== '' && pointer.startsWith(`${key}/`));
}

/** Fields come whole with every identity; of credentials and sessions an answer may show a part, or nothing. */
const isField = (pointer: string): boolean => !/^\/(credentials|sessions)(\/|$)/.test(pointer);

function nameOf(pointer: string): string {
  if (pointer === '') return 'identity';
  return pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((key) => (/^[\w-]{1,64}$/.test(key) && !/\d{5}/.test(key) ? key : maskText(key)))
    .join('.');
}
