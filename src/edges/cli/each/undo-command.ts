import { undoOperation } from '../../../engine/undo-operation.ts';
import type { Host } from '../../../host/host.ts';
import { readCatalog } from '../../../host/installation.ts';
import { engineWorld } from '../engine-world.ts';
import { openHistory } from '../history/open-history.ts';
import { answerMany, type AnswerOptions } from './answer-many.ts';
import type { PaceOptions } from './each-options.ts';
import { readExpect, readPace } from './read-pace.ts';
import { aimedAt } from './recorded-run.ts';

export type UndoOptions = AnswerOptions &
  PaceOptions & {
    readonly dryRun?: true;
    readonly yes?: true;
    readonly reason?: string;
  };

/** `idp undo OPERATION`: a new operation that undoes what that one changed, on the same Kratos. Gives the exit status. */
export function undoCommand(host: Host, operation: string, options: UndoOptions): Promise<number> {
  const dryRun = options.dryRun === true;
  return answerMany(host, options, {
    action: 'undo',
    dryRun,
    failedName: (undoing) => `operation-${undoing}.failed.jsonl`,
    append: false,
    takesStdin: false,
    async run({ signal, door, begin, events }) {
      const expect = readExpect(options);
      const { reader } = await openHistory(host);
      const recorded = await reader.operation(operation);
      const aim = recorded.context === null ? sandboxOf(recorded.host) : { context: recorded.context };
      const engine = engineWorld(host, aimedAt(options, aim), await readCatalog(), signal);
    },
  });
}
