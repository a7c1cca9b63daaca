/** An object of a list of the record, with its path. */
export interface ListedObject {
  readonly path: string;
  readonly item: Readonly<Record<string, unknown>>;
}

/** The objects of the list that a member of the record is; none where it is no list. */
export function objectsIn(record: Readonly<Record<string, unknown>>, name: string): readonly ListedObject[] {
  const list = record[name];
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown, place) =>
    typeof item === 'object' && item !== null
      ? [{ path: `${name}.${place}`, item: item as ListedObject['item'] }]
      : [],
  );
}
