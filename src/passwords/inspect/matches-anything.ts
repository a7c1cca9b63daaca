import type { Fault } from './inspection.ts';

/** Of a hash with nothing in it that a password would have to equal. */
export function matchesAnything(why: string): Fault {
  return {
    code: 'matches-anything',
    reason: `${why}: Kratos v26.2.0 lets every password in.`,
    advice:
      'Do not import it. Take it anew from its source, or let its owner set a new password by recovery.',
  };
}
