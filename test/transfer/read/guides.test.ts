import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixture, goodRows, rowsOf } from './input-rows.ts';

const folder = fixture('import');
const read = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, unknown>;

describe("a shape of Ory's guides", () => {
  const asTheyAre = readdirSync(folder).filter(
    (name) =>
      name.endsWith('.json') &&
      !['batch.json', 'created-identity.json', 'passkey.json', 'webauthn.json'].includes(name),
  );

  it.each(asTheyAre)('is read as it stands: %s', async (name) => {
    const [row, ...others] = goodRows(await rowsOf([join(folder, name)]));
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      body: read(name),
      stripped: [],
      problems: [],
      place: { line: 1, record: 1 },
    });
  });

  it('is the body of a batch', async () => {
    const rows = goodRows(await rowsOf([join(folder, 'batch.json')]));
    const { identities } = read('batch.json') as { identities: { patch_id: string; create: unknown }[] };
    expect(rows.map(({ body, patchId, original }) => ({ body, patchId, original }))).toEqual(
      identities.map((one) => ({ body: one.create, patchId: one.patch_id, original: one })),
    );
    expect(rows.map(({ place: { line }, bodyPointer }) => [line, bodyPointer])).toEqual([
      [3, '/create'],
      [20, '/create'],
    ]);
  });

  it('is what Kratos answers, without what it makes anew', async () => {
    const [row] = goodRows(await rowsOf([join(folder, 'created-identity.json')]));
    expect(row?.body).toEqual({ ...read('verified-address.json'), state: 'active' });
    expect(row?.oldId).toBe('5f0c1a52-93a8-4a0d-9c3e-4b2d7a6f1e01');
    expect(row?.stripped).toEqual([
      'id',
      'schema_url',
      'state_changed_at',
      'recovery_addresses',
      'created_at',
      'updated_at',
      'verifiable_addresses.id',
    ]);
    expect(row?.problems).toMatchObject([{ code: 'password', pointer: '/credentials', rejects: false }]);
  });

  it.each(['passkey', 'webauthn'])('is one with keys, which no Kratos takes: %s', async (type) => {
    const [row] = goodRows(await rowsOf([join(folder, `${type}.json`)]));
    expect(row?.body).toEqual({ schema_id: 'preset://email', traits: { email: `${type}@example.org` } });
    expect(row?.stripped).toEqual([`credentials.${type}`]);
    expect(row?.problems).toMatchObject([
      { code: 'factor', pointer: `/credentials/${type}`, rejects: false },
    ]);
  });
});
