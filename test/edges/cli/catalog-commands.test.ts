import { describe, expect, it } from 'vitest';
import { exampleOf, listActions, showAction } from '../../../src/edges/cli/catalog-commands.ts';
import { declaredOptions } from './declared-options.ts';
import { readLine } from '../../../src/edges/cli/line.ts';
import { readWords } from '../../../src/edges/cli/words.ts';
import { findAction, parametersSchema } from '../../../src/engine/catalog.ts';
import { readParameters } from '../../../src/engine/parameters.ts';
import { loadAction, readCatalog } from '../../../src/host/installation.ts';

const catalog = await readCatalog();
const options = { format: 'text', input: true } as const;

describe('idp actions', () => {
  it('lists a line per action: name, effect, first sentence', async () => {
    const lines = (await listActions(options)).trimEnd().split('\n');
    expect(lines).toHaveLength(catalog.length);
    expect(lines).toContain(
      'enable-identity               write    Unlocks an account: sets its state to active.',
    );
  });

  it('gives the same as data', async () => {
    const data = JSON.parse(await listActions({ ...options, format: 'json' })) as unknown[];
    expect(data[1]).toEqual({
      action: 'get-identity',
      description: findAction(catalog, 'get').description,
      effect: 'read',
      target: 'identity',
      aliases: ['get'],
    });
    expect(await listActions({ ...options, format: 'jsonl' })).toBe(
      data.map((one) => `${JSON.stringify(one)}\n`).join(''),
    );
  });

  it('gives JSON Schemas with --schema, in JSON where no other format is asked for', async () => {
    const schemas = JSON.parse(await listActions({ ...options, schema: true })) as Record<string, unknown>;
    expect(Object.keys(schemas)).toEqual(catalog.map((entry) => entry.name));
    const unlink = findAction(catalog, 'unlink-oidc-account');
    expect(schemas[unlink.name]).toEqual({
      title: unlink.name,
      description: unlink.description,
      ...parametersSchema(unlink),
    });
    expect(schemas[unlink.name]).toMatchObject({
      type: 'object',
      required: ['credential-id'],
      additionalProperties: false,
    });
    expect(await listActions({ ...options, format: 'yaml', schema: true })).toMatch(
      /^create-admin-account:\n {2}title: create-admin-account\n {2}description: /,
    );
  });
});

describe('idp show-action', () => {
  it('describes an action: effect, aliases, parameters with type, default and required, an example', async () => {
    const text = await showAction('reset-identity-mfa', options);
    expect(text).toMatch(/^reset-identity-mfa \(destroy\)\n\nRemoves second factors/);
    expect(text).toContain('  mfa-type          string, totp|lookup_secret|webauthn|passkey|all, required\n');
    expect(text).toContain('  revoke-sessions   boolean, default true\n');
    expect(text).toMatch(
      /Example\n {2}idp run reset-identity-mfa ada@example\.com mfa-type=totp --dry-run\n$/,
    );
    expect(text).toContain('\n  Exactly one of identity-id and email is required.\n\nExample\n');
    expect(await showAction('create-admin-account', options)).not.toContain('Exactly one of');
    expect(await showAction('get', options)).toMatch(/^get-identity \(read; also get\)\n/);
  });

  it('gives the same as data', async () => {
    expect(JSON.parse(await showAction('unlink-oidc-account', { ...options, format: 'json' }))).toMatchObject(
      {
        action: 'unlink-oidc-account',
        effect: 'destroy',
        example: 'idp run unlink-oidc-account ada@example.com credential-id=google:1234 --dry-run',
        required: ['credential-id'],
        properties: { 'allow-lockout': { type: 'boolean', default: false } },
      },
    );
  });

  it.each(catalog.map((entry) => [entry.name, entry] as const))(
    '%s has an example that its own parameters accept',
    async (name, entry) => {
      const [program, ...words] = exampleOf(entry).split(' ');
      const line = readLine(words, declaredOptions());
      expect([program, line.command, line.action]).toEqual(['idp', 'run', name]);
      const given = line.operands.slice(2);
      const parameters = await readParameters(entry, await loadAction(name), readWords(entry, given, []));
      expect(Object.keys(parameters.values)).toEqual(expect.arrayContaining([...entry.required]));
    },
  );
});
