import type { RowProblem } from '../import/import-row.ts';
import { memberPointer } from '../change/member-pointer.ts';

/**
 * Gives the check of what no database of Kratos keeps of a row, wherever it stands: the character NUL and half a character (a 500 for a whole batch,
 * measured), numbers without end, and what is too deep or too big for one request. It walks level by level, so that no depth
 * overflows the stack.
 */
export function storableCheck(): (body: object) => RowProblem | undefined {
  // The names of members are nearly the same in all rows.
  const soundNames = new Set<string>();
  return (body) => unstorable(body, soundNames);
}

function unstorable(body: object, soundNames: Set<string>): RowProblem | undefined {
  let level: object[] = [body];
  let bytes = 0;
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > deepest) return tooDeep;
    const below: object[] = [];
    for (const holder of level) {
      for (const name of Object.keys(holder)) {
        const value = (holder as Record<string, unknown>)[name];
        // An upper bound: a control character is written in six bytes.
        bytes += name.length * 6 + 30;
        if (!soundNames.has(name)) {
          if (!isStorable(name)) return badText(body, name);
          if (soundNames.size < mostNames) soundNames.add(name);
        }
        if (typeof value === 'string') {
          bytes += value.length * 6;
          if (!isStorable(value)) return badText(body, value);
        } else if (typeof value === 'object') {
          if (value !== null) below.push(value);
        } else if (typeof value === 'number' && !Number.isFinite(value)) return endless(body, value);
      }
    }
    level = below;
  }
  return bytes > largestBody && Buffer.byteLength(JSON.stringify(body)) > largestBody ? tooBig : undefined;
}

/** Kratos takes 10,000 levels; JSON.stringify gives up below that. */
const deepest = 2500;
/** 5 MiB of a request, without what stands around one identity in it (measured). */
const largestBody = 5 * 1024 * 1024 - 256;

const mostNames = 1000;

const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

function badText(body: object, text: string): RowProblem {
  const hasNul = text.includes('\0');
  const what = hasNul
    ? 'the character NUL, which no database of Kratos keeps'
    : 'half a character (a lone surrogate)';
  return {
    code: 'character',
    pointer: pointerOf(body, (value, name) => value === text || name === text),
    message: `a text here holds ${what}; take it out`,
    rule: hasNul ? 'no NUL' : 'whole characters',
    rejects: true,
  };
}

function endless(body: object, number: number): RowProblem {
  return {
    code: 'number',
    pointer: pointerOf(body, (value) => Object.is(value, number)),
    message: 'JSON has no such number; write it as a text',
    rejects: true,
  };
}

/** Where the first value stands that is meant, by the same walk. */
function pointerOf(body: object, isMeant: (value: unknown, name: string) => boolean): string {
  let level: (readonly [pointer: string, holder: object])[] = [['', body]];
  while (level.length > 0) {
    const below: typeof level = [];
    for (const [pointer, holder] of level) {
      for (const [name, value] of Object.entries(holder) as [string, unknown][]) {
        const at = memberPointer(pointer, name);
        if (isMeant(value, name)) return at;
        if (typeof value === 'object' && value !== null) below.push([at, value]);
      }
    }
    level = below;
  }
  return '';
}

const tooDeep: RowProblem = {
  code: 'too-big',
  pointer: '',
  message: `the row nests more than ${deepest} levels of lists and objects, which cannot be sent; make it flatter`,
  rule: `depth: ${deepest}`,
  rejects: true,
};

const tooBig: RowProblem = {
  code: 'too-big',
  pointer: '',
  message: 'the row is above the 5 MiB that Kratos takes in a request; shorten its traits or metadata',
  rule: 'size: 5 MiB',
  rejects: true,
};
