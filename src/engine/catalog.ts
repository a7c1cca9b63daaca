import { IdpError } from '../errors/idp-error.ts';
import { nearestNames } from '../errors/nearest-names.ts';

export const effects = ['read', 'write', 'destroy'] as const;
export const targets = ['identity', 'none', 'files'] as const;
export type Effect = (typeof effects)[number];
export type Target = (typeof targets)[number];

/** A parameter as actions.yaml has it: JSON Schema draft 4. */
export type ParameterSchema = {
  readonly type: 'string' | 'boolean' | 'integer' | 'number' | 'object' | 'array';
  readonly description: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly properties?: Readonly<Record<string, ParameterSchema>>;
  readonly [keyword: string]: unknown;
};

/** One entry of actions.yaml. */
export type CatalogEntry = {
  readonly name: string;
  /** As JSON Schema has it; the name where absent. */
  readonly title?: string;
  readonly description: string;
  readonly params: Readonly<Record<string, ParameterSchema>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
  readonly parallel: boolean;
  readonly 'execution-group': string;
  readonly effect: Effect;
  readonly target: Target;
  readonly aliases: readonly string[];
};

export type Catalog = readonly CatalogEntry[];

/** The entry of a name or an alias; action-not-found names the nearest ones. */
export function findAction(catalog: Catalog, name: string): CatalogEntry {
  const entry = catalog.find((one) => one.name === name || one.aliases.includes(name));
  if (entry !== undefined) return entry;
  const near = nearestNames(
    name,
    catalog.flatMap((one) => [one.name, ...one.aliases]),
  );
  throw new IdpError(
    'action-not-found',
    `There is no action ${JSON.stringify(name)}${near.length === 0 ? '' : `; the nearest is ${near.join(', ')}`}.`,
  );
}

/** Whether a parameter is the name of a file, or a list of them. */
export const namesFiles = ({ format, items }: ParameterSchema): boolean =>
  format === 'file' ||
  (typeof items === 'object' && items !== null && 'format' in items && items.format === 'file');

/** The hint of every complaint about a parameter. */
export const seeParameters = (action: string): string => `See what it takes with idp show-action ${action}.`;

/**
 * An entry's parameters as one JSON Schema of draft 4, as Juju compiles it, but for title and description. That exactly
 * one of identity-id and email is needed it does not say: the engine does.
 */
export function parametersSchema(entry: CatalogEntry): Record<string, unknown> {
  return {
    type: 'object',
    properties: entry.params,
    ...(entry.required.length === 0 ? {} : { required: entry.required }),
    additionalProperties: entry.additionalProperties,
  };
}
