import { Command } from 'commander';
import { expect, it } from 'vitest';
import { offerAt } from '../../../../src/edges/cli/completion/offer.ts';
import { findPlace } from '../../../../src/edges/cli/completion/place.ts';
import type { CatalogEntry, ParameterSchema } from '../../../../src/engine/catalog.ts';

const text: ParameterSchema = { type: 'string', description: 'A text.' };
const entry: CatalogEntry = {
  name: 'import-people',
  description: 'Imports.',
  params: {
    traits: {
      type: 'object',
      description: 'What is known.',
      properties: {
        name: text,
        address: { type: 'object', description: 'Where.', properties: { city: text } },
      },
    },
    kind: { ...text, enum: ['staff', 'guest'] },
    report: { ...text, format: 'file' },
    files: { type: 'array', items: { type: 'string', format: 'file' }, description: 'Files.' },
    anything: { type: 'object', description: 'Of any form.' },
  },
  required: [],
  additionalProperties: false,
  parallel: false,
  'execution-group': '',
  effect: 'write',
  target: 'files',
  aliases: ['import'],
};

/** A program that has `run`, and this action. */
async function offered(...words: string[]): Promise<string> {
  const program = new Command('idp');
  program.command('run').argument('<action>').argument('[words...]');
  const catalog = [entry];
  const known = { catalog, contexts: () => Promise.resolve([]), secrets: () => [] };
  const offer = await offerAt(findPlace(program, catalog, words), known);
  return typeof offer === 'string' ? offer : offer.map(({ word }) => word).join(' ');
}

it('names parameters within parameters by their whole path', async () => {
  expect(await offered('run', 'import-people', 't')).toBe(
    'traits.name= traits.address.city= kind= report= files= anything=',
  );
  expect(await offered('import', 'traits.name=x', 't')).toBe(
    'traits.address.city= kind= report= files= anything=',
  );
  expect(await offered('import', 'traits={}', 'k')).toBe('kind= report= files= anything=');
  expect(await offered('import', '--traits.name', 'x', 'k')).toBe(
    'traits.address.city= kind= report= files= anything=',
  );
});

it('leaves the bare words of an action on files to the shell', async () => {
  expect(await offered('import', '')).toBe('files');
  expect(await offered('import', 'people.json')).toBe('files');
  expect(await offered('import', 'kind=')).toBe('kind=staff kind=guest');
});

it('leaves values that are files to the shell', async () => {
  expect(await offered('import', '--report', 'pe')).toBe('files');
  expect(await offered('import', '--report=pe')).toBe('files');
  expect(await offered('import', 'files=')).toBe('files');
});
