import type { Identity } from '@ory/client';
import { expect, test } from 'vitest';
import { isOurs } from '../../../src/transfer/presence/is-ours.ts';
import { readyRow } from '../import/ready-row.ts';

const row = readyRow({
  traits: { email: 'Ada@Example.com', name: { first: 'Ada', last: 'Lovelace' } },
  external_id: 'u-1',
});

/** As Kratos gives it back: in its own order, and its own precision. */
const made = {
  id: '00000000-0000-4000-8000-000000000001',
  traits: { name: { last: 'Lovelace', first: 'Ada' }, email: 'Ada@Example.com' },
  external_id: 'u-1',
  created_at: '2026-11-21T13:20:34.000001Z',
} as unknown as Identity;

const sent = { wasAbsent: true, sentAt: Date.parse('2026-11-21T13:20:34.900Z') };

test('an identity that was made in the second of the sending, with what was sent, is ours', () => {
  expect(isOurs(made, row, sent)).toBe(true);
});

test('so is one without an external_id, where none was sent or an empty one', () => {
  const { external_id: _, ...anonymous } = made;
  for (const external_id of [{}, { external_id: '' }]) {
    expect(
      isOurs(anonymous, readyRow({ traits: made.traits as object as never, ...external_id }), sent),
    ).toBe(true);
  }
});

test.each<[string, Partial<Identity>, Partial<typeof sent> | { sentAt: undefined }]>([
  ['was there before', {}, { wasAbsent: false }],
  ['nobody knows when it was sent', {}, { sentAt: undefined }],
  ['is older than the sending', { created_at: '2026-11-21T13:20:33.999999Z' }, {}],
  ['says nothing of its age', { created_at: '' }, {}],
  ['has another external_id', { external_id: 'u-2' }, {}],
  ['has an external_id in another case', { external_id: 'U-1' }, {}],
  ['has traits in another case', { traits: { ...made.traits, email: 'ada@example.com' } }, {}],
  ['has a trait more', { traits: { ...made.traits, locale: 'en' } }, {}],
  ['has a trait less', { traits: { email: 'Ada@Example.com' } }, {}],
])('one that %s is not', (_, differing, otherwise) => {
  expect(isOurs({ ...made, ...differing }, row, { ...sent, ...otherwise })).toBe(false);
});
