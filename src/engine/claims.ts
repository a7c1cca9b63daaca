import type { Results } from './define-action.ts';
import type { Targets } from './many.ts';
import type { TaskContext } from './perform-task.ts';

/** Who does which identity, where two rows mean the same one. */
export type Claims = {
  /** Does the deed, unless another task does or did it for the same identity: then there is nothing to do. */
  once(
    task: string,
    context: TaskContext,
    deed: (context: TaskContext) => Promise<Results>,
  ): Promise<Results>;
  /** To be called at the end of every task. */
  ended(task: string, completed: boolean): void;
};

/** Of those that run only their own claims are kept in memory; who did what is kept beside the targets. */
export function createClaims(targets: Pick<Targets, 'doneBy' | 'markDone'>): Claims {
  const byIdentity = new Map<string, Claim>();
  const byTask = new Map<string, Claim>();

  /** The task that did this identity, or undefined where it is now for the asking one to do. */
  async function claim(identityId: string, task: string): Promise<string | undefined> {
    for (;;) {
      const done = targets.doneBy(identityId);
      if (done !== undefined && done !== task) return done;
      const other = byIdentity.get(identityId);
      if (other === undefined) break;
      await other.ended;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    const mine = { identityId, ended: promise, end: resolve };
    byIdentity.set(identityId, mine);
    byTask.set(task, mine);
    return undefined;
  }

  return {
    async once(task, context, deed) {
      const { identity } = context;
      if (identity === undefined) return deed(context);
      const done = await claim(identity.id, task);
      if (done === undefined) return deed(context);
      context.log(`Nothing was left to do: task ${done} is about the same identity, and did it.`);
      return { 'identity-id': identity.id, changed: false };
    },
    ended(task, completed) {
      const mine = byTask.get(task);
      if (mine === undefined) return;
      byTask.delete(task);
      byIdentity.delete(mine.identityId);
      try {
        if (completed) targets.markDone(mine.identityId, task);
      } finally {
        mine.end();
      }
    },
  };
}

type Claim = {
  readonly identityId: string;
  readonly ended: Promise<void>;
  readonly end: () => void;
};
