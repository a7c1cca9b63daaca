import { describe, expect, it } from 'vitest';
import { faultOf, missingParameters } from '../../src/engine/missing-parameters.ts';
import type { ParameterInput } from '../../src/engine/parameters.ts';
import { loadAction, readCatalog } from '../../src/host/installation.ts';
import { findAction } from '../../src/engine/catalog.ts';

const catalog = await readCatalog();

async function missing(name: string, input: Partial<ParameterInput> = {}): Promise<string[]> {
  return missingParameters(findAction(catalog, name), await loadAction(name), {
    bare: [],
    pairs: [],
    ...input,
  });
}

describe('what is missing', () => {
  it.each([
    ['create-admin-account', ['username', 'email', 'password-secret-id']],
    ['reset-password', ['email', 'password-secret-id']],
    ['reset-identity-mfa', ['email', 'mfa-type']],
    ['get-identity', ['email']],
  ])(
    'of %s is what it requires, whom it is about and every secret, in the order of actions.yaml',
    async (name, names) => {
      expect(await missing(name)).toEqual(names);
    },
  );

  it('is what is blank, too, and nothing that was given in any way', async () => {
    const pairs = [
      ['username', ' '],
      ['password-secret-id', 'ada'],
    ] as const;
    expect(await missing('create-admin-account', { pairs, file: { email: 'a@b' } })).toEqual(['username']);
    expect(await missing('get-identity', { bare: ['ada@example.com'] })).toEqual([]);
    expect(await missing('get-identity', { pairs: [['identity-id', 'a'.repeat(32)]] })).toEqual([]);
  });

  it.each([
    ['an unknown one', [['colour', 'red']], 'create-admin-account has no parameter "colour"'],
    ['a malformed one', [['expires-in', 'soon']], 'expires-in must be a Go duration above zero'],
    ['a blank one that may be left out', [['name', '']], 'name is empty: give it a value or leave it out.'],
    ['a blank secret', [['password-secret-id', '']], 'password-secret-id is empty'],
  ] as const)('is not told before %s is refused', async (_what, pairs, sentence) => {
    await expect(missing('create-admin-account', { pairs })).rejects.toThrow(sentence);
  });
});

describe('one value as typed', () => {
  const entry = findAction(catalog, 'reset-password');

  it.each([
    ['expires-in', '30m', undefined],
    ['expires-in', '1d', 'expires-in must be a Go duration above zero, such as 30m or 1h30m.'],
    ['revoke-sessions', 'yes', 'revoke-sessions must be true or false.'],
    ['expires-in', ' ', 'expires-in is needed: give it a value.'],
    ['colour', 'red', 'reset-password has no parameter colour.'],
  ])('%s=%s', async (name, typed, fault) => {
    expect(await faultOf(entry, await loadAction('reset-password'), name, typed)).toBe(fault);
  });
});
