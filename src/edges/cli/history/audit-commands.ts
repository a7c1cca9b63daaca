import { errorTable } from '../../../errors/error-table.ts';
import { IdpError } from '../../../errors/idp-error.ts';
import { outcomeError } from '../../../engine/outcome.ts';
import type { Host } from '../../../host/host.ts';
import type { GlobalOptions } from '../options.ts';
import { renderError } from '../render-end.ts';
import { renderData } from '../render-outcome.ts';
import { say } from '../say.ts';
import type { VerifyOptions } from './history-options.ts';
import { openHistory } from './open-history.ts';

/** `idp audit verify`: reads the chain from its beginning. Gives the exit status, 6 where it is broken. */
export async function auditVerifyCommand(host: Host, options: VerifyOptions): Promise<number> {
  const kept = options.head === undefined ? undefined : hashIn(options.head);
  const { audit } = openHistory(host);
  const verdict = await audit.verify(kept);
  const document = verdict.intact ? { intact: true, ...verdict.head } : verdict;
  await say(host, options, () => renderData(document, options.format));
  if (verdict.intact) return 0;
  const where =
    verdict.number === 0 ? 'does not fit what is recorded' : `is broken at record ${verdict.number}`;
  const error = new IdpError('different', `The audit chain ${where}: ${verdict.problem}.`, {
    hint: 'Compare it with an export, or with heads that were kept elsewhere; docs/operations.md says what that tells.',
  });
  host.stderr.write(renderError(outcomeError(error), host));
  return errorTable.different.exit;
}

/** A hash, or the line that `idp audit head` printed: `123 <hash>`. */
function hashIn(head: string): string {
  const hash = /^(?:\d+\s+)?([0-9a-f]{64})$/i.exec(head.trim())?.[1];
  if (hash !== undefined) return hash.toLowerCase();
  throw new IdpError('usage', '--head is no hash of 64 hexadecimal digits.', {
    hint: 'Give it what idp audit head printed.',
  });
}

/** `idp audit head`: one line, number and hash, to be kept where this machine cannot change it. */
export async function auditHeadCommand(host: Host, options: GlobalOptions): Promise<void> {
  const { audit } = openHistory(host);
  const head = await audit.head();
  await say(host, options, async () =>
    options.format === 'text' ? `${head.number} ${head.hash}\n` : renderData(head, options.format),
  );
}
