import type { CatalogEntry, ParameterSchema } from '../../../engine/catalog.ts';

type Properties = Readonly<Record<string, ParameterSchema>>;

/** The parameter of a name; of `name.key`, what its properties say of that key. */
export function findParameter(entry: CatalogEntry, name: string): ParameterSchema | undefined {
  let properties: Properties | undefined = entry.params;
  let found: ParameterSchema | undefined;
  for (const key of name.split('.')) {
    found = properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : undefined;
    properties = found?.properties;
  }
  return found;
}

/** Every name that takes one value, with its parameter: `traits.name`, not `traits` where its properties are known. */
export function parameterNames(entry: CatalogEntry): [string, ParameterSchema][] {
  return leaves('', entry.params);
}

function leaves(before: string, properties: Properties): [string, ParameterSchema][] {
  return Object.entries(properties).flatMap(([key, schema]) =>
    schema.properties === undefined
      ? [[`${before}${key}`, schema] satisfies [string, ParameterSchema]]
      : leaves(`${before}${key}.`, schema.properties),
  );
}
