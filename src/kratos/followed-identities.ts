import { createObservedIdentity, type ObservedIdentity } from './observed-identity.ts';

/** The identities of one task that are followed one by one: few of them, however many the task is about. */
export type FollowedIdentities = {
  /** A read shows one: `learn` is called once it is written to, or never. */
  readonly shown: (id: string, learn: (one: ObservedIdentity) => void) => void;
  /** One that is written to; undefined beyond the first hundred. */
  readonly written: (id: string) => ObservedIdentity | undefined;
  /** Those that were written to, in order. */
  list(): [id: string, one: ObservedIdentity][];
};

export function createFollowedIdentities(): FollowedIdentities {
  const written = new Map<string, ObservedIdentity>();
  /** What is to be learned of those that may be written to next; the one that was shown last is at the end. */
  const shown = new Map<string, ((one: ObservedIdentity) => void)[]>();
  return {
    shown(id, learn) {
      const followed = written.get(id);
      if (followed !== undefined) learn(followed);
      if (followed !== undefined || written.size >= mostWritten) return;
      const lessons = [...(shown.get(id) ?? []), learn].slice(-mostLessons);
      shown.delete(id);
      shown.set(id, lessons);
      const [oldest] = shown.keys();
      if (shown.size > mostShown && oldest !== undefined) shown.delete(oldest);
    },
    written(id) {
      const followed = written.get(id);
      if (followed !== undefined || written.size >= mostWritten) return followed;
      const one = createObservedIdentity();
      for (const learn of shown.get(id) ?? []) learn(one);
      shown.delete(id);
      written.set(id, one);
      if (written.size === mostWritten) shown.clear();
      return one;
    },
    list: () => [...written],
  };
}

const mostWritten = 100;
const mostShown = 200;
const mostLessons = 20;
