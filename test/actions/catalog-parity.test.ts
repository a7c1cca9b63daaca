import { readdirSync } from 'node:fs';
import * as z from 'zod/mini';
import { describe, expect, test } from 'vitest';
import { parametersSchema } from '../../src/engine/catalog.ts';
import { loadAction, readCatalog } from '../../src/host/installation.ts';

const catalog = await readCatalog();

test('the catalog has these thirteen actions', () => {
  expect(catalog.map((entry) => [entry.name, entry.effect, entry.target])).toEqual([
    ['create-admin-account', 'write', 'none'],
    ['get-identity', 'read', 'identity'],
    ['reset-password', 'write', 'identity'],
    ['reset-identity-mfa', 'destroy', 'identity'],
    ['invalidate-identity-sessions', 'destroy', 'identity'],
    ['delete-identity', 'destroy', 'identity'],
    ['list-oidc-accounts', 'read', 'identity'],
    ['unlink-oidc-account', 'destroy', 'identity'],
    ['list-sessions', 'read', 'identity'],
    ['disable-identity', 'destroy', 'identity'],
    ['enable-identity', 'write', 'identity'],
    ['import-identities', 'write', 'files'],
    ['validate-identities', 'read', 'files'],
  ]);
});

test('every file in actions/ has an entry, and every entry a file', () => {
  const files = readdirSync(new URL('../../actions/', import.meta.url));
  expect(files.toSorted()).toEqual(catalog.map((entry) => `${entry.name}.ts`).toSorted());
});

describe.each(catalog.map((entry) => [entry.name, entry] as const))('%s', (name, entry) => {
  test('takes what actions.yaml says, no more and no less', async () => {
    const { params } = await loadAction(name);
    const { $schema: _, ...declared } = z.toJSONSchema(params, { io: 'input', target: 'draft-4' });
    expect(withoutPatterns(declared)).toEqual(withoutPatterns(parametersSchema(entry)));
  });

  test('has the target that actions.yaml says', async () => {
    expect((await loadAction(name)).target).toBe(entry.target);
  });

  test('answers whom it was about, and a write or destroy whether something changed', async () => {
    const { shape } = (await loadAction(name)).results;
    const whom = entry.target === 'files' ? [] : ['identity-id'];
    expect(Object.keys(shape)).toEqual(
      expect.arrayContaining(entry.effect === 'read' ? whom : [...whom, 'changed']),
    );
  });
});

/** A format's pattern is how zod checks it, not what is declared. */
function withoutPatterns(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutPatterns);
  if (schema === null || typeof schema !== 'object') return schema;
  const entries = Object.entries(schema).filter(([key]) => !(key === 'pattern' && 'format' in schema));
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutPatterns(value)]));
}
