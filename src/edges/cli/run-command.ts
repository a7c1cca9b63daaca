import { findAction, type Catalog, type CatalogEntry } from '../../engine/catalog.ts';
import type { EngineWorld } from '../../engine/engine-world.ts';
import { exitStatus, type Outcome } from '../../engine/outcome.ts';
import { refusePassword, type ParameterInput } from '../../engine/parameters.ts';
import { runAction } from '../../engine/run-action.ts';
import { IdpError, toIdpError } from '../../errors/idp-error.ts';
import type { Host } from '../../host/host.ts';
import { readCatalog } from '../../host/installation.ts';
import type { Prompts } from '../../host/prompts/prompts.ts';
import { withAimedHint } from './aimed-hint.ts';
import { engineWorld } from './engine-world.ts';
import { isActionName } from './line.ts';
import type { FilesRun } from './files/open-files-run.ts';
import type { RunOptions } from './options.ts';
import { openAnswer } from './answer.ts';
import { readParamsFile } from './params-file.ts';
import type { Completed } from './prompts/ask-missing.ts';
import { actionExpected, promptsFor } from './prompts/prompts-for.ts';
import { renderEnd, renderTrace } from './render-end.ts';
import { refused } from './refused.ts';
import { readWords } from './words.ts';

/**
 * `idp run`: words in, the engine's outcome out. On a terminal what is missing is asked for, the action too where it is
 * undefined. `optionNames` are the flags a mistyped one may have meant. Gives the exit status.
 */
export async function runCommand(
  host: Host,
  action: string | undefined,
  words: readonly string[],
  options: RunOptions,
  optionNames: readonly string[],
): Promise<number> {
  const interruption = host.interruption();
  const answer = openAnswer(host, options);
  let trace: IdpError | undefined;
  let outcome: Outcome;
  let leave: (() => Promise<void>) | undefined;
  let name = action ?? '';
  let completed: Completed | undefined;
  let files: FilesRun | undefined;
  try {
    // A file that cannot be written stops the run, not its answer.
    answer.prepare();
    const catalog = await readCatalog();
    const engine = engineWorld(host, options, catalog, interruption.signal);
    leave = engine.leave;
    const prompts = promptsFor(host, options);
    if (action === undefined) name = await chooseAction(prompts, engine.world);
    const readStdin = () => host.readStdin(interruption.signal);
    const { entry, input } = await readInput(readStdin, catalog, name, words, options, optionNames);
    completed = await complete(prompts, entry, input, engine.world);
    if (entry.target === 'files') {
      const { openFilesRun } = await import('./files/open-files-run.ts');
      files = await openFilesRun(host, options, entry, completed?.input ?? input, answer);
    }
    outcome = await runAction(
      {
        action: name,
        input: completed?.input ?? input,
        dryRun: options.dryRun === true,
        consent: { yes: options.yes === true, confirm: options.confirm },
        scan: options.scan === true,
        reason: options.reason,
      },
      { ...(completed?.world ?? engine.world), ...files?.door },
      (error) => (trace = error),
    );
  } catch (thrown) {
    trace = interruption.signal.aborted ? interrupted(thrown) : toIdpError(thrown);
    outcome = refused(isActionName(name) ? name : '', trace, options.dryRun === true);
  } finally {
    files?.leave();
    await leave?.();
  }
  if (outcome.error !== undefined) outcome = { ...outcome, error: withAimedHint(outcome.error, options) };
  const delivered = await answer.give(outcome);
  host.stderr.write(renderEnd(outcome, host, options));
  if (options.debug === true && trace !== undefined) host.stderr.write(renderTrace(trace));
  if (completed !== undefined && outcome.status !== 'cancelled' && options.quiet !== true) {
    const { sameLine } = await import('./prompts/same-line.ts');
    host.stderr.write(
      sameLine(host.args, action === undefined ? name : undefined, completed, options, outcome),
    );
  }
  return delivered ? exitStatus(outcome, interruption.received()) : 1;
}

const interrupted = (cause: unknown): IdpError =>
  new IdpError('aborted', 'Interrupted before anything was sent.', {
    hint: 'Nothing was changed: run it again.',
    cause,
  });

async function chooseAction(prompts: Prompts | undefined, world: EngineWorld): Promise<string> {
  if (prompts === undefined) throw actionExpected();
  // Without a Kratos, all that would be asked would be in vain.
  await world.connect();
  const { askAction } = await import('./prompts/ask-action.ts');
  return askAction(prompts, world.catalog, world.signal);
}

async function complete(
  prompts: Prompts | undefined,
  entry: CatalogEntry,
  input: ParameterInput,
  world: EngineWorld,
): Promise<Completed | undefined> {
  if (prompts === undefined) return undefined;
  const { askMissing } = await import('./prompts/ask-missing.ts');
  return askMissing(prompts, entry, input, world);
}

/** The parameters of a line, as typed. Fails with usage, invalid-parameter or action-not-found. */
export async function readInput(
  readStdin: () => Promise<string>,
  catalog: Catalog,
  name: string,
  words: readonly string[],
  options: RunOptions,
  optionNames: readonly string[],
): Promise<{ readonly entry: CatalogEntry; readonly input: ParameterInput }> {
  const file = options.params === undefined ? undefined : await readParamsFile(options.params, readStdin);
  if (file !== undefined) refusePassword({ bare: [], pairs: [], file });
  if (!isActionName(name)) throw nameExpected(name);
  const entry = findAction(catalog, name);
  const given = readWords(entry, words, optionNames);
  return { entry, input: { ...given, ...(file === undefined ? {} : { file }) } };
}

function nameExpected(word: string): IdpError {
  const [first] = word.split('=');
  return new IdpError(
    'usage',
    `The name of the action stands before its parameters, and ${first} came first.`,
    { hint: 'Write it as idp run NAME …; idp actions lists the names.' },
  );
}
