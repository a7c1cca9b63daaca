import type { ActionContext, Results } from './define-action.ts';

/**
 * How an action that did many things in one task is undone: by a task for each of them. Opens what the operation kept in
 * `folder`. Fails where that is gone.
 */
export type UndoEach = (operation: string, folder: string, choices: UndoChoices) => Promise<EachUndoing>;

/** What is undone only where it is asked for. */
export type UndoChoices = {
  /** Also what has changed since. */
  readonly includeChanged: boolean;
  /** Also what may have been done by somebody else. */
  readonly includeUncertain: boolean;
};

/** What an undoing is without a word to the contrary. */
export const nothingMore: UndoChoices = { includeChanged: false, includeUncertain: false };

export type EachUndoing = {
  /** A bit at a time. `row` is where each stood in what was given, from 1: the same at every opening, and no other's. */
  targets(): Iterable<EachTarget>;
  /** What stays as it is, in sentences. */
  readonly notes: readonly string[];
  /** Fails with cannot-be-undone where it has changed since. `context` is that of a handler. */
  undo(target: EachTarget, context: ActionContext): Promise<Results>;
  close(): void;
};

export type EachTarget = { readonly identityId: string; readonly row: number };
