import type { SourceRecord } from '../../records/record.ts';
import type { InputRow, RowProblem } from '../import/import-row.ts';
import { takeBody } from './take-body.ts';
import { unwrapCreate } from './unwrap-create.ts';

/** A record as an identity that Kratos takes: out of the request around it, and without what Kratos makes anew. */
export function identityRow({ place, value, inexact }: SourceRecord, position: number): InputRow {
  const { create, bodyPointer, patchId, problems } = unwrapCreate(value);
  const taken = takeBody(create, bodyPointer);
  const numbers = (inexact?.pointers ?? none).map(changedNumber);
  const all = [problems, numbers, taken.problems].filter(({ length }) => length > 0);
  return {
    position,
    place,
    original: inexact?.original ?? value,
    body: taken.body,
    patchId,
    oldId: oldIdOf(create),
    stripped: taken.stripped,
    problems: all.length < 2 ? (all[0] ?? none) : all.flat(),
    ...(bodyPointer !== '' && { bodyPointer }),
  };
}

const none: readonly never[] = [];

function oldIdOf({ id, external_id: externalId }: SourceRecord['value']): string | undefined {
  if (typeof id === 'string' && id !== '') return id;
  return typeof externalId === 'string' && externalId !== '' ? externalId : undefined;
}

const changedNumber = (pointer: string): RowProblem => ({
  code: 'number',
  pointer,
  message:
    'the number has more digits than can be kept, and would be changed; write it as a text, or with at most 15 digits',
  rejects: true,
});
