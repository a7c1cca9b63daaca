import type { Command } from 'commander';
import type { Catalog } from '../../../engine/catalog.ts';
import type { Host } from '../../../host/host.ts';
import { readCatalog } from '../../../host/installation.ts';
import type { Candidate } from './candidate.ts';
import { isHarmless, lineOf } from './candidate.ts';
import { offerAt, type Offer } from './offer.ts';
import { findPlace } from './place.ts';
import { secretNames } from '../../../secrets/environment-names.ts';
import type { Shell } from './shells.ts';
import { splitLine } from './split-line.ts';

/**
 * What a script is answered at a press of TAB: `words`, `files` or `folders` on the first line, and then, for `words`,
 * a line per candidate: the whole word, a tab, what it is. The script hands the line up to the cursor over in
 * IDP_COMPLETION, because arguments stand in the process list: bash as text, the others as words with U+001F between
 * them, the last one being what is completed. Never fails: who presses TAB has asked for no sentence.
 */
export async function answerShell(host: Host, program: Command, shell: Shell): Promise<string> {
  try {
    const typed = host.env['IDP_COMPLETION'] ?? '';
    const words = shell === 'bash' ? splitLine(typed) : typed.split('\u001F');
    return textOf(await offer(host, program, words.slice(1)), words.at(-1) ?? '');
  } catch {
    return '';
  }
}

async function offer(host: Host, program: Command, words: readonly string[]): Promise<Offer> {
  // A broken catalog leaves commands and options to be completed.
  const catalog: Catalog = await readCatalog().catch(() => []);
  return offerAt(findPlace(program, catalog, words), {
    catalog,
    contexts: () => contextCandidates(host),
    secrets: () => secretNames(host.env),
  });
}

async function contextCandidates(host: Host): Promise<Candidate[]> {
  // Loaded with what runs actions, and not for any other word.
  const { contextsFile } = await import('../files.ts');
  const { readContexts } = await import('../../../kratos/contexts-file.ts');
  const { contexts } = await readContexts(contextsFile(host));
  return Object.entries(contexts).map(([name, context]) => ({
    word: name,
    about: context['admin-url'] ?? context['project-url'],
  }));
}

function textOf(offered: Offer, current: string): string {
  if (typeof offered === 'string') return `${offered}\n`;
  const fitting = offered.filter(({ word }) => word.startsWith(current) && isHarmless(word));
  return ['words', ...fitting.map(lineOf), ''].join('\n');
}
