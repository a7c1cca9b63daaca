import { findAction, type Catalog } from '../../engine/catalog.ts';
import { exitStatus, type Outcome } from '../../engine/outcome.ts';
import { refusePassword, type ParameterInput } from '../../engine/parameters.ts';
import { runAction } from '../../engine/run-action.ts';
import { IdpError, toIdpError } from '../../errors/idp-error.ts';
import type { Host } from '../../host/host.ts';
import { readCatalog } from '../../host/installation.ts';
import { withAimedHint } from './aimed-hint.ts';
import { engineWorld } from './engine-world.ts';
import { isActionName } from './line.ts';
import type { RunOptions } from './options.ts';
import { openAnswer } from './answer.ts';
import { readParamsFile } from './params-file.ts';
import { renderEnd, renderTrace } from './render-end.ts';
import { refused } from './refused.ts';
import { readWords } from './words.ts';

/**
 * `idp run`: words in, the engine's outcome out. `optionNames` are the flags a mistyped one may have meant.
 * Gives the exit status.
 */
export async function runCommand(
  host: Host,
  name: string,
  words: readonly string[],
  options: RunOptions,
  optionNames: readonly string[],
): Promise<number> {
  const interruption = host.interruption();
  const answer = openAnswer(host, options);
  let trace: IdpError | undefined;
  let outcome: Outcome;
  let leave: (() => Promise<void>) | undefined;
  try {
    // A file that cannot be written stops the run, not its answer.
    answer.prepare();
    const catalog = await readCatalog();
    const readStdin = () => host.readStdin(interruption.signal);
    const input = await readInput(readStdin, catalog, name, words, options, optionNames);
    const engine = engineWorld(host, options, catalog, interruption.signal);
    leave = engine.leave;
    outcome = await runAction(
      {
        action: name,
        input,
        dryRun: options.dryRun === true,
        consent: { yes: options.yes === true, confirm: options.confirm },
        scan: options.scan === true,
        reason: options.reason,
      },
      engine.world,
      (error) => (trace = error),
    );
  } catch (thrown) {
    trace = interruption.signal.aborted ? interrupted(thrown) : toIdpError(thrown);
    outcome = refused(isActionName(name) ? name : '', trace, options.dryRun === true);
  } finally {
    await leave?.();
  }
  if (outcome.error !== undefined) outcome = { ...outcome, error: withAimedHint(outcome.error, options) };
  const delivered = await answer.give(outcome);
  host.stderr.write(renderEnd(outcome, host, options));
  if (options.debug === true && trace !== undefined) host.stderr.write(renderTrace(trace));
  return delivered ? exitStatus(outcome, interruption.received()) : 1;
}

const interrupted = (cause: unknown): IdpError =>
  new IdpError('aborted', 'Interrupted before anything was sent.', {
    hint: 'Nothing was changed: run it again.',
    cause,
  });

async function readInput(
  readStdin: () => Promise<string>,
  catalog: Catalog,
  name: string,
  words: readonly string[],
  options: RunOptions,
  optionNames: readonly string[],
): Promise<ParameterInput> {
  const file = options.params === undefined ? undefined : await readParamsFile(options.params, readStdin);
  if (file !== undefined) refusePassword({ bare: [], pairs: [], file });
  if (!isActionName(name)) throw nameExpected(name);
  const entry = findAction(catalog, name);
  return { ...readWords(entry, words, optionNames), ...(file === undefined ? {} : { file }) };
}

function nameExpected(word: string): IdpError {
  const [first] = word.split('=');
  return new IdpError(
    'usage',
    `The name of the action stands before its parameters, and ${first} came first.`,
    { hint: 'Write it as idp run NAME …; idp actions lists the names.' },
  );
}
