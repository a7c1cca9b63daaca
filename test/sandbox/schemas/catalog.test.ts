import { expect, test } from 'vitest';
import { createSchemaCatalog, schemaUrl } from '../../../src/sandbox/schemas/catalog.ts';

const schema = { type: 'object' };

test('the first schema is the default, and an unknown id is refused in Kratos’s words', () => {
  const catalog = createSchemaCatalog([
    { id: 'staff', schema },
    { id: 'guest', schema },
  ]);
  expect(catalog.default.id).toBe('staff');
  expect(catalog.get('guest').id).toBe('guest');
  expect(catalog.find('Guest')).toBeUndefined();
  expect(() => catalog.get('Guest')).toThrow(
    expect.objectContaining({
      body: expect.objectContaining({ reason: 'Unable to find JSON Schema ID: Guest' }),
    }),
  );
});

test('a schema that cannot be used is named', () => {
  expect(() => createSchemaCatalog([{ id: 'staff', schema: { type: 5 } }])).toThrow(
    'The identity schema "staff" cannot be used',
  );
  expect(() => createSchemaCatalog([])).toThrow('at least one identity schema');
  expect(() =>
    createSchemaCatalog([
      { id: 'staff', schema },
      { id: 'staff', schema },
    ]),
  ).toThrow('the same id');
});

test('the address of a schema has its id in unpadded base64url; no id is the default', () => {
  const context = {
    urls: { public: 'http://127.0.0.1:4433' },
    schemas: createSchemaCatalog([
      { id: 'staff', schema },
      { id: 'admin_v0', schema },
    ]),
  };
  expect(schemaUrl(context, 'admin_v0')).toBe('http://127.0.0.1:4433/schemas/YWRtaW5fdjA');
  expect(schemaUrl(context, '')).toBe('http://127.0.0.1:4433/schemas/c3RhZmY');
  expect(context.schemas.get('').id).toBe('staff');
});
