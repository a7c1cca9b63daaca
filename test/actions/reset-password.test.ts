import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { longestBcryptPassword } from '../../src/passwords/bcrypt-limit.ts';
import {
  createLinkedPerson,
  createPerson,
  lastingPartsOf,
  login,
  oidcCredential,
  oldPassword,
  openSession,
  uniqueName,
  whoami,
} from './people.ts';
import { newPassword, newSecret, useScene } from './scene.ts';
import { plantTotp } from './second-factors.ts';

const scene = useScene({
  ...newSecret,
  IDP_SECRET_LONGEST__PASSWORD: `${'é'.repeat(35)}aa`,
  IDP_SECRET_TOO_LONG__PASSWORD: `${'é'.repeat(36)}a`,
  IDP_SECRET_KEYLESS__PASSPHRASE: newPassword,
  IDP_SECRET_EMPTY__PASSWORD: '',
});
const action = 'reset-password';
const withSecret = { 'password-secret-id': 'new' };

test('sets the password: the new one logs in, the old one does not', async () => {
  const person = await createPerson(scene.kratos);
  const run = await scene.operator.run(action, { email: person.email, ...withSecret });
  expect([run.exit, run.results, run.outcome.log]).toEqual([
    0,
    { 'identity-id': person.id, changed: true, 'sessions-revoked': 0 },
    [],
  ]);
  expect(await login(scene.kratos, person.email, newPassword)).toBeDefined();
  expect(await login(scene.kratos, person.email, oldPassword)).toBeUndefined();
});

test('keeps everything else about the identity', async () => {
  const subject = uniqueName('subject');
  const person = await createPerson(scene.kratos, {
    external_id: uniqueName('hr'),
    metadata_public: { team: 'a' },
    metadata_admin: { ticket: 'OPS-1' },
    credentials: { password: { config: { password: oldPassword } }, oidc: oidcCredential([subject]) },
  });
  await plantTotp(scene.kratos, person.id);
  await scene.kratos.patch(person.id, {
    op: 'replace',
    path: '/verifiable_addresses/0/verified',
    value: true,
  });
  const before = await scene.kratos.getIdentity(person.id, 'totp', 'oidc');
  await scene.operator.run(action, { email: person.email, ...withSecret });
  const after = await scene.kratos.getIdentity(person.id, 'totp', 'oidc');
  expect(lastingPartsOf(after)).toEqual(lastingPartsOf(before));
  expect(after.verifiable_addresses).toMatchObject([{ verified: true }]);
  for (const kind of ['totp', 'oidc', 'code']) {
    expect(after.credentials?.[kind]).toEqual(before.credentials?.[kind]);
  }
  const token = await login(scene.kratos, person.email, newPassword);
  expect(await whoami(scene.kratos, token ?? '')).toBe(403);
});

test('gives a password to somebody who has only a link', async () => {
  const person = await createLinkedPerson(scene.kratos, [uniqueName('subject')]);
  const run = await scene.operator.run(action, { email: person.email, ...withSecret });
  expect(run.exit).toBe(0);
  expect(await login(scene.kratos, person.email, newPassword)).toBeDefined();
});

test('stores a password for somebody without any identifier, and warns that it is of no use', async () => {
  const { id } = await scene.kratos.createIdentity({ schema_id: 'admin_v0', traits: {} });
  const dry = await scene.operator.run(action, { 'identity-id': id, ...withSecret }, { dryRun: true });
  const run = await scene.operator.run(action, { 'identity-id': id, ...withSecret });
  expect([run.exit, run.results['changed']]).toEqual([0, true]);
  const warning = expect.stringContaining('has no identifier to log in with') as unknown;
  expect([run.outcome.log, dry.outcome.log]).toMatchObject([[{ message: warning }], [{ message: warning }]]);
  const { credentials } = await scene.kratos.getIdentity(id, 'password');
  expect(credentials?.['password']?.config).toMatchObject({
    hashed_password: expect.stringMatching(/^\$2[aby]\$12\$/) as unknown,
  });
});

test('of a locked account leaves it locked', async () => {
  const { id } = await createPerson(scene.kratos, { state: 'inactive' });
  await scene.operator.run(action, { 'identity-id': id, ...withSecret });
  expect((await scene.kratos.getIdentity(id)).state).toBe('inactive');
});

test('ends the sessions and counts them', async () => {
  const person = await createPerson(scene.kratos);
  const tokens = [await openSession(scene.kratos, person), await openSession(scene.kratos, person)];
  const run = await scene.operator.run(action, { email: person.email, ...withSecret });
  expect(run.results['sessions-revoked']).toBe(2);
  expect(await Promise.all(tokens.map((token) => whoami(scene.kratos, token)))).toEqual([401, 401]);
});

test('revoke-sessions=false leaves them', async () => {
  const person = await createPerson(scene.kratos);
  const token = await openSession(scene.kratos, person);
  const params = { email: person.email, ...withSecret, 'revoke-sessions': 'false' };
  const run = await scene.operator.run(action, params);
  expect(run.results['sessions-revoked']).toBe(0);
  expect(await whoami(scene.kratos, token)).toBe(200);
});

test(`takes a password of ${longestBcryptPassword} bytes`, async () => {
  const person = await createPerson(scene.kratos);
  const run = await scene.operator.run(action, { email: person.email, 'password-secret-id': 'longest' });
  expect(run.exit).toBe(0);
  expect(await login(scene.kratos, person.email, `${'é'.repeat(35)}aa`)).toBeDefined();
});

describe('a secret that cannot be used fails before anything is sent or recorded', () => {
  test.each([
    [
      'too-long',
      'invalid-parameter',
      2,
      'The password in the secret is longer than the 72 bytes that bcrypt takes.',
    ],
    ['empty', 'invalid-parameter', 2, 'The password in the secret is empty.'],
    ['keyless', 'secret-not-found', 3, 'The secret that password-secret-id names has no key password.'],
    ['unknown', 'secret-not-found', 3, 'There is no secret unknown.'],
    ['my secret passphrase!', 'secret-not-found', 3, 'password-secret-id is not the name of a secret.'],
  ])('%s', async (secret, code, exit, message) => {
    const person = await createPerson(scene.kratos);
    const token = await openSession(scene.kratos, person);
    const run = await scene.operator.run(action, { 'identity-id': person.id, 'password-secret-id': secret });
    expect([run.error?.code, run.exit, run.error?.message]).toEqual([code, exit, message]);
    expect([run.sent, run.outcome.operation]).toEqual([[], null]);
    expect(await whoami(scene.kratos, token)).toBe(200);
    expect(await login(scene.kratos, person.email, oldPassword)).toBeDefined();
  });
});

describe('parameters that contradict each other, or are malformed', () => {
  const refused: [Record<string, string>, string, string][] = [
    [
      { 'revoke-sessions': 'true' },
      'usage',
      'revoke-sessions=true goes with password-secret-id: a recovery code ends no sessions.',
    ],
    [
      { ...withSecret, 'expires-in': '1h' },
      'usage',
      'expires-in is about a recovery code, and password-secret-id sets a password.',
    ],
    [
      { password: newPassword },
      'usage',
      'Passwords are not taken as arguments: a shell history and a process list keep them.',
    ],
  ];

  test.each(refused)('%j is %s; nothing is sent or recorded', async (params, code, message) => {
    const person = await createPerson(scene.kratos);
    const run = await scene.operator.run(action, { email: person.email, ...params });
    expect([run.error?.code, run.exit, run.error?.message]).toEqual([code, 2, message]);
    expect([run.sent, run.outcome.operation]).toEqual([[], null]);
  });

  test.each(['1d', '5', '0s', '-5m', 'soon', ''])(
    'expires-in="%s" is refused before anything is sent',
    async (text) => {
      const run = await scene.operator.run(action, { email: 'ada@example.com', 'expires-in': text });
      expect([run.error?.code, run.exit, run.sent]).toEqual(['invalid-parameter', 2, []]);
      expect(run.error?.message).toMatch(/^expires-in (must be a Go duration above zero|is empty)/);
    },
  );

  test('both selectors, and neither, are usage errors before anything is sent', async () => {
    const both = await scene.operator.run(action, { email: 'ada@example.com', 'identity-id': randomUUID() });
    const neither = await scene.operator.run(action, { email: '  ' });
    expect([both.error?.code, both.sent, neither.error?.code, neither.sent]).toEqual([
      'usage',
      [],
      'usage',
      [],
    ]);
  });
});
