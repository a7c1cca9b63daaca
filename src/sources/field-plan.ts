import { parseFieldPath } from './field-path.ts';
import type { FieldMap, FieldOrigin } from './field-map.ts';
import { type FieldPlace, placesOf } from './find-field.ts';

/** One entry of a field map, ready to be used a million times. */
export interface PlannedField {
  readonly target: string;
  readonly targetNames: readonly string[];
  readonly origin: FieldOrigin;
  readonly places: readonly FieldPlace[];
}

/** The source's defaults with what is mapped otherwise, target by target. */
export function planFields(defaults: FieldMap, map: FieldMap): readonly PlannedField[] {
  const plans = plansOf(defaults);
  const known = plans.get(map);
  if (known !== undefined) return known;
  const plan = [...mergeFieldMaps(defaults, map)].flatMap(([target, origin]) =>
    origin === undefined ? [] : [planned(target, origin)],
  );
  plans.set(map, plan);
  return plan;
}

/**
 * One map over another, target by target: `traits.name=display_name` takes the place of traits.name.first, and the other
 * way round. What is given as a whole (the traits of an identity of Kratos) stays, with the other within.
 */
export function mergeFieldMaps(defaults: FieldMap, map: FieldMap): FieldMap {
  const targets = [...map.keys()];
  const kept = [...defaults].filter(([target]) =>
    targets.every(
      (one) => !target.startsWith(`${one}.`) && (wholes.has(target) || !one.startsWith(`${target}.`)),
    ),
  );
  return new Map([...kept, ...map]);
}

const wholes: ReadonlySet<string> = new Set(['traits', 'metadata_public', 'metadata_admin']);

const plansByDefaults = new WeakMap<FieldMap, WeakMap<FieldMap, readonly PlannedField[]>>();

function plansOf(defaults: FieldMap): WeakMap<FieldMap, readonly PlannedField[]> {
  const plans = plansByDefaults.get(defaults) ?? new WeakMap<FieldMap, readonly PlannedField[]>();
  plansByDefaults.set(defaults, plans);
  return plans;
}

function planned(target: string, origin: FieldOrigin): PlannedField {
  return {
    target,
    targetNames: parseFieldPath(target) ?? [],
    origin,
    places: placesOf(origin),
  };
}
