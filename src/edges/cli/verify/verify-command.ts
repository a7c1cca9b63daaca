import { outcomeError } from '../../../engine/outcome.ts';
import { errorTable, signalExit } from '../../../errors/error-table.ts';
import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import { keepMemorySteady } from '../../../host/steady-memory.ts';
import type { PaceOptions } from '../each/each-options.ts';
import type { GlobalOptions } from '../options.ts';
import { openLinesFile } from '../output-file.ts';
import { renderError } from '../render-end.ts';
import { renderData } from '../render-outcome.ts';
import { say } from '../say.ts';
import { renderVerified } from './render-verified.ts';
import { troubleFound, type VerifiedDocument } from './verified-document.ts';
import { verifyLogins } from './verify-logins.ts';
import { openVerification } from './open-verification.ts';
import { verifyOperation } from './verify-operation.ts';

export type VerifyOptions = GlobalOptions &
  Pick<PaceOptions, 'concurrency' | 'rate'> & {
    readonly results?: string;
    readonly probeLogins?: string;
  };

/**
 * `idp verify`: an import against what Kratos has now, known logins against its public URL, or both. It is no action, so
 * it is not recorded. Gives the exit status: 6 where something differs or is refused.
 */
export async function verifyCommand(
  host: Host,
  operation: string | undefined,
  options: VerifyOptions,
): Promise<number> {
  if (operation === undefined && options.probeLogins === undefined) throw nothingToVerify();
  const interruption = host.interruption();
  keepMemorySteady();
  // A file that cannot be written stops it before anything is read.
  const lines = options.results === undefined ? undefined : openLinesFile(options.results, { append: false });
  let trouble: IdpError | undefined;
  try {
    await say(host, options, async () => {
      const verification = await openVerification(host, operation, options, interruption.signal);
      try {
        const write = (line: object) => lines?.write(`${JSON.stringify(line)}\n`);
        const imported = await verifyOperation(host, verification, options, write);
        const logins = await verifyLogins(host, verification, options, write);
        // All is compared: what an earlier look found is not left standing, also where nothing differs now.
        lines?.write('');
        const document: VerifiedDocument = { ...imported, ...(logins === undefined ? {} : { logins }) };
        trouble = troubleFound(document);
        if (options.format === 'text') return renderVerified(document);
        const error = trouble === undefined ? {} : { error: outcomeError(trouble) };
        return await renderData({ ...document, ...error }, options.format);
      } finally {
        await verification.leave();
      }
    });
  } catch (thrown) {
    if (!interruption.signal.aborted) throw thrown;
    host.stderr.write(renderError(interrupted, host));
    return signalExit[interruption.received() ?? 'SIGINT'];
  } finally {
    lines?.close();
  }
  if (trouble === undefined) return 0;
  host.stderr.write(renderError(outcomeError(trouble), host));
  return errorTable[trouble.code].exit;
}

const nothingToVerify = (): IdpError =>
  new IdpError('usage', 'What is to be verified?', {
    hint: 'Give the number of an import (idp operations lists them), --probe-logins FILE, or both.',
  });

const interrupted = {
  code: 'aborted',
  message: 'Interrupted before everything was compared.',
  hint: 'Nothing was changed: run it again.',
} as const;
