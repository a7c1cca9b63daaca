import type { RecordOrProblem, RecordProblem, SourceRecord } from '../../records/record.ts';
import { isEmpty } from '../read-field.ts';

/** An object of a dump, or a row of a table, with its columns as one flat object and its primary key as `id`. */
export interface DjangoRow {
  readonly place: SourceRecord['place'];
  /** `auth.user`, in lower case, as dumpdata writes it. */
  readonly model: string;
  readonly value: SourceRecord['value'];
}

/** An object of dumpdata: `{"model":"auth.user","pk":1,"fields":{…}}`, without `pk` under --natural-primary. */
export function rowOfDump({ place, value }: SourceRecord): DjangoRow | { readonly problem: RecordProblem } {
  const { model, pk, fields } = value;
  if (typeof model !== 'string' || typeof fields !== 'object' || fields === null) {
    const message = 'model and fields are expected, as dumpdata writes them';
    return { problem: { place, code: 'not-a-record', message, fatal: false } };
  }
  return { place, model: model.toLowerCase(), value: isEmpty(pk) ? { ...fields } : { id: pk, ...fields } };
}

/** A row of a table of the database: what refers to a user is called `user_id` there. */
export function rowOfTable(model: string, { place, value }: SourceRecord): DjangoRow {
  const { user_id: user, device_id: device, ...columns } = value;
  return {
    place,
    model,
    value: { ...columns, ...(user !== undefined && { user }), ...(device !== undefined && { device }) },
  };
}

/** Every model that derives from AbstractBaseUser has these columns, whatever it is called. */
export function isUserRow({ model, value }: DjangoRow): boolean {
  return (
    typeof value['password'] === 'string' && (Object.hasOwn(value, 'last_login') || model.endsWith('.user'))
  );
}

/** By what others refer to an object: its primary key, or under --natural-foreign the list that is its natural key. */
export function referenceKey(reference: unknown): string | undefined {
  if (Array.isArray(reference)) return `natural:${JSON.stringify(reference)}`;
  return typeof reference === 'number' || (typeof reference === 'string' && reference !== '')
    ? `id:${reference}`
    : undefined;
}

/** The names of models are counted, one for each object. */
export function leftOutModels(
  rows: readonly DjangoRow[],
  message = 'objects of other models are no users; they are left out, and counted by the name of their model',
): RecordOrProblem[] {
  const [first] = rows;
  if (first === undefined) return [];
  const names = rows.map(({ model }) => model);
  return [{ problem: { place: first.place, code: 'beside-records', message, names, fatal: false } }];
}
