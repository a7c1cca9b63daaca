import type { PatternPlace } from './pattern-node.ts';
import { found, type PatternProgram } from './pattern-program.ts';

/**
 * Runs a program over texts, all its ways at once, a letter at a time. Where they all stand together is a state; what becomes of it
 * by a letter is kept, so that most letters cost no more than looking it up.
 */
export function patternMatcher({ steps, start }: PatternProgram): (text: string) => boolean {
  let states = new Map<string, State>();

  return (text) => {
    let state = stateOf([], 'start');
    for (let at = 0; at < text.length;) {
      const code = text.codePointAt(at) ?? 0;
      const next = state.after.get(code) ?? remember(state, code);
      if (next === isFound) return true;
      state = next;
      at += code > 0xff_ff ? 2 : 1;
    }
    return (state.after.get(end) ?? remember(state, end)) === isFound;
  };

  function remember(state: State, code: number): State | typeof isFound {
    if (states.size > mostStates) states = new Map();
    const next = advance(state, code);
    // Of letters beyond ASCII there are too many to keep.
    if (code < 128) state.after.set(code, next);
    return next;
  }

  function advance({ waiting, before }: State, code: number): State | typeof isFound {
    const reached = new Set<number>();
    // The expression may begin anywhere.
    const open = [start, ...waiting];
    const next: number[] = [];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at === found) return isFound;
      const step = steps[at];
      if (step === undefined || reached.has(at)) continue;
      reached.add(at);
      if (step.does === 'fork') open.push(...step.next);
      else if (step.does === 'look') {
        if (isAt(step.place, before, code)) open.push(step.next);
      } else if (code !== end && step.has(code)) next.push(step.next);
    }
    return stateOf(next, kindOf(code));
  }

  function stateOf(waiting: readonly number[], before: LetterKind): State {
    const sorted = [...new Set(waiting)].toSorted((a, b) => a - b);
    const key = `${before} ${sorted.join(' ')}`;
    const known = states.get(key);
    if (known !== undefined) return known;
    const state: State = { waiting: sorted, before, after: new Map() };
    states.set(key, state);
    return state;
  }
}

interface State {
  /** The steps that wait for the next letter, before forks and places are followed. */
  readonly waiting: readonly number[];
  readonly before: LetterKind;
  readonly after: Map<number, State | typeof isFound>;
}

type LetterKind = 'start' | 'line' | 'word' | 'other';

const isFound = 'found';
const end = -1;
const mostStates = 1000;

function kindOf(code: number): LetterKind {
  if (code === 10) return 'line';
  const isWord =
    (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122);
  return isWord ? 'word' : 'other';
}

function isAt(place: PatternPlace, before: LetterKind, code: number): boolean {
  switch (place) {
    case 'text-start':
      return before === 'start';
    case 'text-end':
      return code === end;
    case 'line-start':
      return before === 'start' || before === 'line';
    case 'line-end':
      return code === end || code === 10;
    case 'word-edge':
      return (before === 'word') !== (kindOf(code) === 'word');
    case 'no-word-edge':
      return (before === 'word') === (kindOf(code) === 'word');
  }
}
