import { describe, expect, test } from 'vitest';
import { chooseKratos, timeoutOf, type KratosChoice } from '../../src/kratos/choose-kratos.ts';
import type { Contexts } from '../../src/kratos/contexts.ts';
import { failureOf } from './failure.ts';

const contexts: Contexts = {
  current: 'staging',
  contexts: {
    staging: {
      'admin-url': 'http://staging:4434',
      'public-url': 'http://staging:4433',
      timeout: '30s',
      'admin-schema-id': 'staff',
    },
    live: { 'admin-url': 'https://live' },
  },
};

const none: Contexts = { current: null, contexts: {} };

const choose = (flags: KratosChoice, env: Record<string, string> = {}, known = contexts) =>
  chooseKratos(flags, env, async () => known);

const environment = { KRATOS_ADMIN_URL: 'http://env:4434', KRATOS_PUBLIC_URL: 'http://env:4433' };

const plain = { timeoutMs: 10_000, batchTimeoutMs: 60_000, adminSchemaId: 'admin_v0', context: null };

test('flags win over the environment and the current context, and take nothing from either', async () => {
  const target = await choose({ adminUrl: 'http://flag:4434/' }, environment);
  expect(target).toEqual({ adminUrl: 'http://flag:4434', publicUrl: undefined, ...plain });
});

test('the environment wins over the current context, and takes nothing from it', async () => {
  const onlyAdmin = await choose({}, { KRATOS_ADMIN_URL: 'http://env:4434' });
  expect(onlyAdmin).toEqual({ adminUrl: 'http://env:4434', publicUrl: undefined, ...plain });
  const both = await choose({}, environment);
  expect(both.publicUrl).toBe('http://env:4433');
});

test('the current context comes last, as a whole', async () => {
  expect(await choose({}, { KRATOS_ADMIN_URL: '', KRATOS_PUBLIC_URL: '' })).toEqual({
    adminUrl: 'http://staging:4434',
    publicUrl: 'http://staging:4433',
    timeoutMs: 30_000,
    batchTimeoutMs: 60_000,
    adminSchemaId: 'staff',
    context: 'staging',
    settings: contexts.contexts['staging'],
  });
});

test('--context wins over the environment and the current one', async () => {
  expect(await choose({ context: 'live' }, environment)).toEqual({
    adminUrl: 'https://live',
    publicUrl: undefined,
    timeoutMs: 10_000,
    batchTimeoutMs: 60_000,
    adminSchemaId: 'admin_v0',
    context: 'live',
    settings: contexts.contexts['live'],
  });
});

test('--timeout wins over that of the context', async () => {
  expect((await choose({ timeout: '1m30s' })).timeoutMs).toBe(90_000);
  expect((await choose({ timeout: '90ms', adminUrl: 'http://x' })).timeoutMs).toBe(90);
});

test('contexts are read only where they are needed', async () => {
  const target = await chooseKratos({}, environment, () => Promise.reject(new Error('read')));
  expect(target.adminUrl).toBe('http://env:4434');
});

describe('is a usage error:', () => {
  test.each([
    ['no Kratos at all', {}, {}, 'No Kratos is chosen.'],
    ['an unknown context', { context: 'dev' }, {}, 'There is no context "dev".'],
    [
      '--context beside a URL',
      { context: 'live', adminUrl: 'http://x' },
      {},
      'Give either --context or a URL, not both: they could name two servers.',
    ],
    [
      '--public-url alone',
      { publicUrl: 'http://x' },
      environment,
      '--public-url is given without --admin-url: actions go to the admin URL.',
    ],
    [
      'KRATOS_PUBLIC_URL alone',
      {},
      { KRATOS_PUBLIC_URL: 'http://x' },
      'KRATOS_PUBLIC_URL is given without KRATOS_ADMIN_URL: actions go to the admin URL.',
    ],
    ['no URL', { adminUrl: '127.0.0.1:4434' }, {}, '--admin-url is not an http or https URL.'],
    ['another scheme', {}, { KRATOS_ADMIN_URL: 'ftp://x' }, 'KRATOS_ADMIN_URL is not an http or https URL.'],
    [
      'a password in a URL',
      { adminUrl: 'http://ada:hunter2@x' },
      {},
      '--admin-url holds a user name or password; a URL is no place for secrets.',
    ],
    ['a query', { adminUrl: 'http://x/?a=1' }, {}, '--admin-url must end at the path: no ? and no #.'],
    [
      'a time limit without unit',
      { timeout: '10' },
      {},
      '--timeout is not a Go duration such as 30s or 1m30s.',
    ],
    ['no time at all', { timeout: '0s' }, {}, '--timeout is not a Go duration such as 30s or 1m30s.'],
  ] as [string, KratosChoice, Record<string, string>, string][])('%s', async (_, flags, env, message) => {
    const failure = await failureOf(choose(flags, env, none));
    expect([failure.code, failure.message]).toEqual(['usage', message]);
    expect(failure.hint).not.toBe('');
    expect(JSON.stringify(failure)).not.toContain('hunter2');
  });
});

test('a time limit beyond what a timer can hold is that limit', () => {
  expect(timeoutOf('10000h', '--timeout')).toBe(2 ** 31 - 1);
});
