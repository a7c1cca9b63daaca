import { printable } from '../../../host/printable.ts';
import type { RecordPlace } from '../../../records/record.ts';

/** The first of `count` places: `people.jsonl:12, people.jsonl:15 …`; empty where none is known. */
export function renderPlaces(places: readonly RecordPlace[], count: number): string {
  const shown = places.slice(0, placesShown).map(placeOf);
  if (shown.length === 0) return '';
  return `${printable(shown.join(', '))}${count > shown.length ? ' …' : ''}`;
}

const placesShown = 3;

function placeOf({ file, record, line }: RecordPlace): string {
  return line === undefined ? `${file}, record ${record}` : `${file}:${line}`;
}
