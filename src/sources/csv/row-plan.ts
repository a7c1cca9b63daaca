import type { FieldMap, FieldOrigin } from '../field-map.ts';
import { parseFieldPath } from '../field-path.ts';
import { mergeFieldMaps } from '../field-plan.ts';
import { type FieldPlace, findField, placesOf } from '../find-field.ts';
import type { RowShape } from '../mapping-row-shape.ts';
import { readField } from '../read-field.ts';
import type { SourceSettings } from '../source-settings.ts';
import { rowDefaults } from './row-defaults.ts';

/** What the settings say of a row's identifiers and credentials, ready to be used a million times. */
export interface RowPlan {
  readonly name: string;
  readonly identifiers: readonly PlannedIdentifier[];
  readonly password: PlannedOrigin | undefined;
  /** `provider` is undefined for a list of links, which name theirs. */
  readonly links: readonly (PlannedOrigin & { readonly provider: string | undefined })[];
  readonly totp: PlannedOrigin | undefined;
  readonly lookupCodes: PlannedOrigin | undefined;
}

export interface PlannedOrigin {
  readonly origin: FieldOrigin;
  readonly places: readonly FieldPlace[];
}

export interface PlannedIdentifier extends PlannedOrigin {
  /** An address is of the kind that its text has. */
  readonly kind: 'email' | 'phone' | 'username' | 'address';
  readonly verified: PlannedOrigin | undefined;
}

export function planRow(settings: SourceSettings): RowPlan {
  const known = plans.get(settings);
  if (known !== undefined) return known;
  const map = mergeFieldMaps(rowDefaults, settings.map);
  const shape = settings.details as RowShape;
  const plan: RowPlan = {
    name: shape.name ?? 'csv',
    identifiers: [...map].flatMap(([target, origin]) =>
      origin === undefined ? [] : plannedIdentifier(target, origin, map, shape.identifiers ?? []),
    ),
    password: planned(map.get('credentials.password')),
    links: [...map].flatMap(([target, origin]) => {
      const [head, kind, provider] = parseFieldPath(target) ?? [];
      if (head !== 'credentials' || kind !== 'oidc' || origin === undefined) return [];
      return [{ provider, origin, places: placesOf(origin) }];
    }),
    totp: planned(map.get('credentials.totp')),
    lookupCodes: planned(map.get('credentials.lookup_secret')),
  };
  plans.set(settings, plan);
  return plan;
}

const plans = new WeakMap<SourceSettings, RowPlan>();

/** What a plan finds in a record, or undefined. Throws FieldError. */
export function readPlanned(
  record: Readonly<Record<string, unknown>>,
  { origin, places }: PlannedOrigin,
): { readonly value: unknown; readonly path: string } | undefined {
  const found = findField(record, places);
  if (found === undefined) return undefined;
  const value = readField(found.value, origin);
  return value === undefined ? undefined : { value, path: found.path };
}

function planned(origin: FieldOrigin | undefined): PlannedOrigin | undefined {
  return origin === undefined ? undefined : { origin, places: placesOf(origin) };
}

function plannedIdentifier(
  target: string,
  origin: FieldOrigin,
  map: FieldMap,
  declared: readonly string[],
): PlannedIdentifier[] {
  const [head, ...below] = parseFieldPath(target) ?? [];
  if (head !== 'traits') return [];
  const verified = planned(map.get(target.replace('traits', 'verified')));
  const kind =
    kindOfName(below) ?? (verified !== undefined || declared.includes(target) ? 'address' : undefined);
  return kind === undefined ? [] : [{ kind, verified, origin, places: placesOf(origin) }];
}

/** By the last word of a trait that is no place in a list. */
function kindOfName(names: readonly string[]): PlannedIdentifier['kind'] | undefined {
  const name = names.findLast((one) => !/^\d+$/.test(one))?.toLowerCase();
  return name === undefined ? undefined : kindsByName.get(name);
}

const kindsByName: ReadonlyMap<string, PlannedIdentifier['kind']> = new Map(
  Object.entries({
    email: ['email', 'emails', 'mail', 'email_address'],
    phone: ['phone', 'phones', 'phone_number', 'mobile'],
    username: ['username', 'user_name', 'login', 'nickname'],
  } as const).flatMap(([kind, names]) =>
    names.map((name) => [name, kind as PlannedIdentifier['kind']] as const),
  ),
);
