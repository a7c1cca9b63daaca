import { IdpError } from '../../errors/idp-error.ts';
import type { ImportJournal } from './import-journal.ts';

/** Fails with task-ended where a later sitting of an import would have nothing to do. */
export function requireSomethingLeft(
  operation: string,
  journal: Pick<ImportJournal<unknown>, 'counts' | 'isFinished'>,
  includeUncertain: boolean,
): void {
  const { uncertain } = journal.counts();
  if (!journal.isFinished || (uncertain > 0 && includeUncertain)) return;
  throw new IdpError(
    'task-ended',
    uncertain === 0
      ? `Nothing is left to do of operation ${operation}.`
      : `Nothing is left to do of operation ${operation} but ${uncertain} rows of which it is not known whether they are in Kratos.`,
    {
      hint:
        uncertain === 0
          ? `Check it with idp verify ${operation}.`
          : 'Look for those, which are among the rejects; --include-uncertain sends what is not found again.',
    },
  );
}
