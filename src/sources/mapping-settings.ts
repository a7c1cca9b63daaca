import { IdpError } from '../errors/idp-error.ts';
import { rowDefaults } from './csv/row-defaults.ts';
import type { FieldMap } from './field-map.ts';
import { parseFieldPath } from './field-path.ts';
import { mergeFieldMaps } from './field-plan.ts';
import { parseMapArgument, parseProviderArgument, parseSetArgument } from './mapping-arguments.ts';
import type { Mapping } from './mapping-file.ts';
import { type RowShape, rowShapeKeys } from './mapping-row-shape.ts';
import type { SourceName } from './source.ts';
import type { SourceSettings } from './source-settings.ts';

/** What was said on the command line; lists as they were typed. */
export interface MappingChoices extends Pick<SourceSettings, 'badPassword' | 'hook' | 'details'> {
  readonly map: readonly string[];
  readonly set: readonly string[];
  readonly provider: readonly string[];
  readonly leaveOut: readonly string[];
}

/** The lists of the command line, taken apart. Fails with usage at the first that is malformed. */
export function parseChoices({ map, set, provider, leaveOut }: MappingChoices): ParsedChoices {
  return {
    map: new Map(map.map(parseMapArgument)),
    set: new Map(set.map(parseSetArgument)),
    providers: new Map(provider.map(parseProviderArgument)),
    leaveOut: new Set(leaveOut.map(parseLeaveOut)),
  };
}

export type ParsedChoices = Pick<SourceSettings, 'map' | 'set' | 'providers' | 'leaveOut'>;

/** What holds for a source: the mapping file, and over it, one by one, what the command line says. Fails with usage. */
export function mergeSettings(
  source: SourceName,
  mapping: Mapping | undefined,
  choices: MappingChoices,
): SourceSettings {
  if (mapping?.source !== undefined && mapping.source !== source) {
    throw new IdpError(
      'usage',
      `The mapping is for ${mapping.source}, and the files are read as ${source}.`,
      {
        hint: `Leave --from out, or name another mapping.`,
      },
    );
  }
  const parsed = parseChoices(choices);
  const map = mergeFieldMaps(mapping?.map ?? new Map(), parsed.map);
  const details = { ...mapping?.details, ...choices.details };
  if (source === 'csv') requireTraits(map, parsed.map, details);
  else refuseRows(source, map, details);
  return {
    map,
    set: new Map([...(mapping?.set ?? []), ...parsed.set]),
    providers: new Map([...(mapping?.providers ?? []), ...parsed.providers]),
    leaveOut: new Set([...(mapping?.leaveOut ?? []), ...parsed.leaveOut]),
    badPassword: choices.badPassword,
    hook: choices.hook,
    details,
  };
}

function parseLeaveOut(path: string): string {
  if (parseFieldPath(path) !== undefined) return path;
  throw new IdpError('usage', '--leave-out: the path of a field is expected, such as user_metadata.theme.', {
    hint: 'docs/mapping.md tells what a path looks like.',
  });
}

/** Every other source knows where its flags and credentials stand, and would take no notice of these. */
function refuseRows(source: SourceName, map: FieldMap, details: Readonly<Record<string, unknown>>): void {
  const target = [...map.keys()].find((one) => /^(?:credentials|verified)\./.test(one));
  const key = rowShapeKeys.find((one) => details[one] !== undefined);
  const what = target === undefined ? key : `the target ${target}`;
  if (what === undefined) return;
  throw new IdpError(
    'usage',
    `Of the mapping, ${what} is for rows of any shape, and ${source} reads its own.`,
    {
      hint: 'Leave it out, or read the file with --from csv.',
    },
  );
}

/** A flag, or what is called an identifier, that goes with no trait would be taken no notice of. */
function requireTraits(map: FieldMap, chosen: FieldMap, { identifiers = [] }: RowShape): void {
  const mapped = mergeFieldMaps(rowDefaults, map);
  const flags = [...map].flatMap(([target, origin]) =>
    target.startsWith('verified.') && origin !== undefined ? [target] : [],
  );
  for (const name of [...flags, ...identifiers]) {
    const trait = name.replace(/^verified\./, 'traits.');
    if (mapped.get(trait) !== undefined) continue;
    // A trait that the command line takes away takes the flag of the mapping along, which stays with the other fields.
    if (chosen.has(trait) && !chosen.has(name)) continue;
    throw new IdpError('usage', `The mapping has ${name}, and nothing is mapped to ${trait}.`, {
      hint: `Map a field to it: --map ${trait}=FIELD.`,
    });
  }
}
