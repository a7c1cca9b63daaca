import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CatalogEntry } from '../../../engine/catalog.ts';
import { maskTarget } from '../../../engine/mask-target.ts';
import type { ManyRequest } from '../../../engine/many.ts';
import { runMany } from '../../../engine/run-many.ts';
import type { ParameterInput } from '../../../engine/parameters.ts';
import { IdpError } from '../../../errors/idp-error.ts';
import { prepareJournal, type Journal } from '../../../history/journal.ts';
import type { Host } from '../../../host/host.ts';
import { readCatalog } from '../../../host/installation.ts';
import { engineWorld } from '../engine-world.ts';
import type { RunOptions } from '../options.ts';
import { actionExpected } from '../prompts/prompts-for.ts';
import { readInput } from '../run-command.ts';
import { answerMany, type ManyRun } from './answer-many.ts';
import { failedFileName } from './failed-file.ts';
import { openEachFile } from './open-each-file.ts';
import { readExpect, readPace } from './read-pace.ts';
import { readTargets } from './read-targets.ts';
import { aimOf, journalFolder, type RecordedRun } from './recorded-run.ts';

/**
 * `idp run ACTION --each FILE`: the file's rows in, what became of each out. All rows are read, and nothing recorded or
 * sent, before the first is done. Gives the exit status.
 */
export function runEach(
  host: Host,
  action: string | undefined,
  words: readonly string[],
  options: RunOptions,
  optionNames: readonly string[],
): Promise<number> {
  const file = options.each ?? '';
  const name = action ?? '';
  return answerMany(host, options, {
    action: name,
    dryRun: options.dryRun === true,
    failedName: (operation) => (file === '-' ? `operation-${operation}.failed.jsonl` : failedFileName(file)),
    append: false,
    takesStdin: file === '-' || options.params === '-',
    requireFitting: () => requireFitting(options),
    async run(work) {
      if (action === undefined) throw actionExpected();
      const pace = readPace(options);
      const expect = readExpect(options);
      const catalog = await readCatalog();
      const readStdin = () => host.readStdin(work.signal);
      const { entry, input } = await readInput(readStdin, catalog, name, words, options, optionNames);
      requireEachable(entry, input);
      const request: ManyRequest = {
        action: entry.name,
        input,
        dryRun: options.dryRun === true,
        consent: { yes: options.yes === true, expect },
        scan: options.scan === true,
        reason: options.reason,
        ...pace,
      };
      return perform(host, options, request, work);
    },
  });
}

async function perform(host: Host, options: RunOptions, request: ManyRequest, work: ManyRun) {
  const engine = engineWorld(host, options, await readCatalog(), work.signal);
  try {
    const targets = await keepTargets(host, options, request, work);
    await work.begin(request.action, targets.repeated);
    return await runMany(request, targets, { ...engine.world, ...work.door }, work.events);
  } finally {
    await engine.leave();
  }
}

async function keepTargets(
  host: Host,
  options: RunOptions,
  { consent: _consent, concurrency, rate, maxFailures, ...request }: ManyRequest,
  { signal }: ManyRun,
): Promise<Journal<RecordedRun>> {
  const aim = await aimOf(host, options);
  const file = await openEachFile(options.each ?? '', (ends) => host.stdinChunks(ends), signal);
  return prepareJournal<RecordedRun>(journalFolder(host), {
    content: { request, pace: { concurrency, rate, maxFailures }, aim },
    targets: readTargets(file, options.column),
    mask: maskTarget,
    now: host.now,
  });
}

function requireFitting({ each, params, confirm, ...files }: RunOptions): void {
  if (each === undefined || each === '') {
    throw usage('--column, --failed, --concurrency, --rate, --max-failures and --expect go with --each.');
  }
  if (each === '-' && params === '-') throw usage('--each and --params cannot both read standard input.');
  if (confirm !== undefined) {
    throw usage('--confirm names one identity, and --each is about many: --yes --expect N is their consent.');
  }
  const named = [each, files.failed, files.results, files.output].filter((one) => one !== undefined);
  if (new Set(named.map(fileMeant)).size < named.length) {
    throw usage('Of --each, --failed, --results and -o, two name the same file.');
  }
}

/** The file behind links, of which two names may be; a name where there is none yet. */
function fileMeant(name: string): string {
  try {
    const there = statSync(name);
    if (there.isFile()) return `${there.dev}:${there.ino}`;
  } catch {
    // Whoever opens it says what is wrong with it.
  }
  return resolve(name);
}

function requireEachable(entry: CatalogEntry, { bare, pairs, file = {} }: ParameterInput): void {
  if (entry.target !== 'identity') {
    throw usage(`${entry.name} is not about an identity, so there is nothing to do it for with --each.`);
  }
  const names = [...pairs.map(([name]) => name), ...Object.keys(file)];
  if (bare.length > 0 || names.some((name) => name === 'identity-id' || name === 'email')) {
    throw usage('Who is meant stands in the file of --each, and on the line too.');
  }
}

const usage = (message: string): IdpError =>
  new IdpError('usage', message, {
    hint: 'idp run --help lists the options; nothing was recorded or sent.',
  });
