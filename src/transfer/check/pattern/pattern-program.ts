import { type PatternNode, type PatternPlace, UnknownSyntax } from './pattern-node.ts';

/** A step of a program: what comes next is a number of a step, or `found`. */
export type PatternStep =
  | { readonly does: 'read'; readonly has: (code: number) => boolean; readonly next: number }
  | { readonly does: 'look'; readonly place: PatternPlace; readonly next: number }
  | { readonly does: 'fork'; readonly next: readonly number[] };

export interface PatternProgram {
  readonly steps: readonly PatternStep[];
  readonly start: number;
}

/** The step after which the expression is found. */
export const found = -1;

/** A program for an expression, built from its end. Throws UnknownSyntax for one that counts too far, as Go does. */
export function patternProgram(node: PatternNode): PatternProgram {
  const steps: PatternStep[] = [];
  const start = before(node, found);
  return { steps, start };

  function step(one: PatternStep): number {
    if (steps.length >= mostSteps) throw new UnknownSyntax('too many repetitions');
    return steps.push(one) - 1;
  }

  /** The step at which a part begins that is followed by `next`. */
  function before(part: PatternNode, next: number): number {
    switch (part.is) {
      case 'letter':
        return step({ does: 'read', has: part.has, next });
      case 'place':
        return step({ does: 'look', place: part.place, next });
      case 'sequence':
        return part.parts.reduceRight((after, one) => before(one, after), next);
      case 'choice':
        return step({ does: 'fork', next: part.parts.map((one) => before(one, next)) });
      case 'repeat':
        return beforeRepeated(part, next);
    }
  }

  function beforeRepeated({ part, least, most }: PatternNode & { is: 'repeat' }, next: number): number {
    let at = next;
    if (most === Infinity) {
      // The fork leads back to itself through the part.
      const ways = [next];
      at = step({ does: 'fork', next: ways });
      ways.push(before(part, at));
    } else {
      for (let times = least; times < most; times += 1) {
        at = step({ does: 'fork', next: [next, before(part, at)] });
      }
    }
    for (let times = 0; times < least; times += 1) at = before(part, at);
    return at;
  }
}

const mostSteps = 10_000;
