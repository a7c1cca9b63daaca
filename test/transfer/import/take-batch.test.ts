import { expect, it } from 'vitest';
import { takeBatch } from '../../../src/transfer/import/take-batch.ts';
import { workRow, type WorkRow } from '../../../src/transfer/import/work-row.ts';

function row({ bytes = 10, plain = false, failures = 0 } = {}): WorkRow {
  const input = {
    position: 1,
    place: { file: 'people.jsonl', record: 1, line: 1 },
    original: {},
    body: {},
    patchId: undefined,
    oldId: undefined,
    stripped: [],
    problems: [],
  };
  const create = { schema_id: 'default', state: 'active' as const, traits: { padding: 'x'.repeat(bytes) } };
  const ready = { create, completion: undefined, identifiers: [], addresses: [], hasPlainPassword: plain };
  const work = workRow({ row: input, problems: [], ready }, ready, false);
  work.failures = failures;
  return work;
}

const rows = (count: number, of: Parameters<typeof row>[0] = {}) =>
  Array.from({ length: count }, () => row(of));

it('takes as many as are wanted, and no more than there are', () => {
  expect(takeBatch(rows(30), 20, 200)).toBe(20);
  expect(takeBatch(rows(3), 20, 200)).toBe(3);
});

it('takes no more plain passwords than Kratos hashes at once', () => {
  expect(takeBatch([...rows(5), ...rows(300, { plain: true })], 1000, 200)).toBe(205);
});

it('takes no more than Kratos reads of one body', () => {
  expect(takeBatch(rows(10, { bytes: 1024 * 1024 }), 1000, 200)).toBe(4);
});

it('takes one row, however big it is', () => {
  expect(takeBatch(rows(2, { bytes: 6 * 1024 * 1024 }), 1000, 200)).toBe(1);
});

it('sends a row at which Kratos failed without others', () => {
  expect(takeBatch([row({ failures: 1 }), ...rows(3)], 1000, 200)).toBe(1);
  expect(takeBatch([...rows(3), row({ failures: 1 }), row()], 1000, 200)).toBe(3);
});
