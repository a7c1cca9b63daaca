import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findAction } from '../../src/engine/catalog.ts';
import { loadAction, readCatalog } from '../../src/host/installation.ts';

const catalog = await readCatalog();

describe('the catalog', () => {
  it('has these actions, with these effects', () => {
    expect(Object.fromEntries(catalog.map((entry) => [entry.name, entry.effect]))).toEqual({
      'create-admin-account': 'write',
      'get-identity': 'read',
      'reset-password': 'write',
      'reset-identity-mfa': 'destroy',
      'invalidate-identity-sessions': 'destroy',
      'delete-identity': 'destroy',
      'list-oidc-accounts': 'read',
      'unlink-oidc-account': 'destroy',
      'list-sessions': 'read',
      'disable-identity': 'destroy',
      'enable-identity': 'write',
      'import-identities': 'write',
      'validate-identities': 'read',
    });
  });

  it('has a handler in actions/ for every entry, and an entry for every handler', () => {
    const handlers = readdirSync(join(import.meta.dirname, '../../actions')).map((file) =>
      file.replace('.ts', ''),
    );
    expect(handlers.toSorted()).toEqual(catalog.map((entry) => entry.name).toSorted());
  });

  it('finds an action by its name and by an alias', () => {
    expect(findAction(catalog, 'get').name).toBe('get-identity');
    expect(findAction(catalog, 'get-identity').name).toBe('get-identity');
  });

  it.each([
    ['get-identit', 'There is no action "get-identit"; the nearest is get-identity.'],
    ['delete', 'There is no action "delete"; the nearest is delete-identity.'],
    ['backup', 'There is no action "backup".'],
    ['', 'There is no action "".'],
  ])('says action-not-found of %j', (name, message) => {
    expect(() => findAction(catalog, name)).toThrow(
      expect.objectContaining({
        code: 'action-not-found',
        message,
        hint: 'See all of them with idp actions.',
      }),
    );
  });

  it('whose handler is missing is catalog-invalid', async () => {
    await expect(loadAction('no-such-action')).rejects.toMatchObject({
      code: 'catalog-invalid',
      message: 'actions.yaml has no-such-action, but its handler actions/no-such-action.ts is missing.',
      hint: 'Mend actions.yaml or the handler in actions/ that it names.',
    });
  });
});
