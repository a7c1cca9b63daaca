import { expect, test } from 'vitest';
import { readJsonRecords } from '../../src/records/read-json-records.ts';
import { inputOf, readAll } from './reading.ts';

const place = { file: 'people.csv', record: 7, line: 8 };
const problems = [{ code: 'duplicate', field: '', message: 'taken', rejects: true }];

test('a line of a file of rejects is the record that it tells of', async () => {
  const value = { id: '17', mail: 'ada@example.com' };
  const lines = [{ ...place, problems, value }, value].map((line) => JSON.stringify(line));
  const found = await readAll(readJsonRecords(await inputOf(`${lines.join('\n')}\n`)));
  expect(found).toEqual({ values: [value, value], places: ['1:1', '2:2'], problems: [] });
});

test('a line of a file of rejects of an import is the row that it tells of', async () => {
  const value = { schema_id: 'default', traits: { number: 0 } };
  const answer = { status: 409, reason: 'taken' };
  const line = { ...place, patch_id: 'x', problems, answer, 'identity-id': 'y', value };
  const text = JSON.stringify(line).replace('"number":0', '"number":12345678901234567890');
  const found: unknown[] = [];
  for await (const chunk of readJsonRecords(await inputOf(text), { bigNumbers: 'told' }))
    found.push(...chunk);
  expect(found).toMatchObject([{ record: { inexact: { pointers: ['/traits/number'] } } }]);
  expect(JSON.stringify(found)).toContain(
    '"original":{"schema_id":"default","traits":{"number":12345678901234567890}}',
  );
});

test('of a record that could not be read there is nothing to read', async () => {
  const line = JSON.stringify({ ...place, problems, value: null });
  const found = await readAll(readJsonRecords(await inputOf(`${line}\n`)));
  expect(found).toMatchObject({ values: [], problems: [{ at: '1:1', code: 'not-a-record', fatal: false }] });
});

test('a record that only looks a little like one is left alone', async () => {
  const value = { ...place, problems, value: { id: '17' }, name: 'Ada' };
  const found = await readAll(readJsonRecords(await inputOf(JSON.stringify(value))));
  expect(found.values).toEqual([value]);
});
