import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';

const sources = join(import.meta.dirname, '..', '..', '..', '..', 'src');

/** What a module and all that it imports at its top load: files below src, and packages by their names. */
function loadedWith(file: string, loaded = new Set<string>()): ReadonlySet<string> {
  const named = relative(sources, file);
  if (loaded.has(named)) return loaded;
  loaded.add(named);
  const imports = readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)';$/gm);
  for (const [, target = ''] of imports) {
    if (target.startsWith('.')) loadedWith(join(dirname(file), target), loaded);
    else loaded.add(target);
  }
  return loaded;
}

it.each([
  ['edges/cli/start.ts', ['host/prompts/lazy-prompts.ts']],
  ['edges/cli/run-command.ts', ['edges/cli/prompts/prompts-for.ts']],
])('%s loads nothing of the prompts until something is asked', (file, little) => {
  const loaded = [...loadedWith(join(sources, file))];
  expect(loaded).toContain('engine/parameters.ts');
  expect(loaded.filter((one) => /prompts|inquirer|missing-parameters/.test(one))).toEqual(little);
});
