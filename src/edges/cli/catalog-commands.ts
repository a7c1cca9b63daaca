import { findAction, parametersSchema, type CatalogEntry } from '../../engine/catalog.ts';
import { readCatalog } from '../../host/installation.ts';
import type { GlobalOptions } from './options.ts';
import { renderData } from './render-outcome.ts';

/**
 * `idp actions`: what can be asked for, a line each. With --schema, a map from each name to the JSON Schema (draft 4) of
 * the action's parameters, with its title (the name where actions.yaml has none) and description.
 */
export async function listActions(options: GlobalOptions & { schema?: true }): Promise<string> {
  const catalog = await readCatalog();
  if (options.schema === true) {
    const schemas = Object.fromEntries(
      catalog.map((entry) => [
        entry.name,
        { title: entry.title ?? entry.name, description: entry.description, ...parametersSchema(entry) },
      ]),
    );
    return renderData(schemas, options.format === 'text' ? 'json' : options.format);
  }
  if (options.format !== 'text') return renderData(catalog.map(described), options.format);
  const width = Math.max(...catalog.map((entry) => entry.name.length));
  const lines = catalog.map(
    (entry) => `${entry.name.padEnd(width)}  ${entry.effect.padEnd(7)}  ${firstSentence(entry.description)}`,
  );
  return `${lines.join('\n')}\n`;
}

/** `idp show-action NAME`: description, parameters with type, default and "required", effect, an example. */
export async function showAction(name: string, options: GlobalOptions): Promise<string> {
  const entry = findAction(await readCatalog(), name);
  if (options.format !== 'text') {
    return renderData(
      { ...described(entry), example: exampleOf(entry), ...parametersSchema(entry) },
      options.format,
    );
  }
  const parameters = Object.entries(entry.params).map(([key, schema]) => [key, schema] as const);
  const width = Math.max(0, ...parameters.map(([key]) => key.length));
  const lines = parameters.map(([key, schema]) => {
    const facts = [
      schema.type,
      ...(schema.enum === undefined ? [] : [schema.enum.join('|')]),
      ...(entry.required.includes(key) ? ['required'] : []),
      ...(schema.default === undefined ? [] : [`default ${JSON.stringify(schema.default)}`]),
    ];
    return `  ${key.padEnd(width)}  ${facts.join(', ')}\n  ${''.padEnd(width)}  ${schema.description}`;
  });
  return [
    `${entry.name} (${entry.effect}${entry.aliases.length === 0 ? '' : `; also ${entry.aliases.join(', ')}`})`,
    '',
    entry.description,
    '',
    'Parameters',
    ...(lines.length === 0 ? ['  none'] : lines),
    ...(entry.target === 'identity' ? ['  Exactly one of identity-id and email is required.'] : []),
    '',
    'Example',
    `  ${exampleOf(entry)}`,
    '',
  ].join('\n');
}

function described(entry: CatalogEntry): Record<string, unknown> {
  return {
    action: entry.name,
    description: entry.description,
    effect: entry.effect,
    target: entry.target,
    aliases: entry.aliases,
  };
}

/** A line that can be run as it stands, but for the names in it. */
export function exampleOf(entry: CatalogEntry): string {
  const values = entry.required.map((name) => `${name}=${exampleValue(entry, name)}`);
  const whom = entry.target === 'identity' ? ['ada@example.com'] : [];
  return [
    'idp run',
    entry.name,
    ...whom,
    ...values,
    ...(entry.effect === 'destroy' ? ['--dry-run'] : []),
  ].join(' ');
}

function exampleValue(entry: CatalogEntry, name: string): string {
  const schema = entry.params[name];
  if (schema?.enum !== undefined) return schema.enum[0] ?? '';
  const values: Readonly<Record<string, string>> = {
    username: 'ada',
    email: 'ada@example.com',
    'credential-id': 'google:1234',
    files: 'people.jsonl',
  };
  return values[name] ?? '…';
}

function firstSentence(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ');
  return /^.*?\.(?= |$)/.exec(flat)?.[0] ?? flat;
}
