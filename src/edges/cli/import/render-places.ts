import { printable } from '../../../host/printable.ts';
import type { RecordPlace } from '../../../records/record.ts';

/** Where something is, with what stands there, masked, and of a duplicate where the first is. */
export type ShownPlace = RecordPlace & { readonly value?: string; readonly earlier?: RecordPlace };

/** The first of `count` places: `people.jsonl:12 (a***), people.jsonl:15 …`; empty where none is known. */
export function renderPlaces(places: readonly ShownPlace[], count: number): string {
  const shown = places.slice(0, placesShown).map(placeOf);
  if (shown.length === 0) return '';
  return `${printable(shown.join(', '))}${count > shown.length ? ' …' : ''}`;
}

const placesShown = 3;

function placeOf({ value, earlier, ...place }: ShownPlace): string {
  const first = earlier === undefined ? [] : [`as in ${nameOf(earlier)}`];
  const notes = [...(value === undefined ? [] : [value]), ...first];
  return notes.length === 0 ? nameOf(place) : `${nameOf(place)} (${notes.join(', ')})`;
}

function nameOf({ file, record, line }: RecordPlace): string {
  return line === undefined ? `${file}, record ${record}` : `${file}:${line}`;
}
