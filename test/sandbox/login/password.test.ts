import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, member, messagesOf, type RunningSandbox, runSandbox } from '../running-sandbox.ts';

let kratos: RunningSandbox;
beforeAll(async () => {
  kratos = await runSandbox();
});
afterAll(() => kratos.close());

// A hash of `test`, and one of `correct horse`.
const bcryptHash = '$2y$04$kndra/scH2IfaGP6ycrkveDQWqbQ81Qf5C8T79ZPVKvkvNKJBtKu.';
const argon2Hash =
  '$argon2id$v=19$m=7168,t=5,p=1$MDEyMzQ1Njc4OWFiY2RlZg$2Ek5zMZVGrFVTlHZZgywf+fd0fS6/y+DB3Z5fAX1+zM';

async function identityWithHash(email: string, hash: string): Promise<string> {
  return kratos.createIdentity(email, {
    credentials: { password: { config: { hashed_password: hash } } },
  });
}

async function stored(id: string): Promise<Answer> {
  return kratos.admin('GET', `/admin/identities/${id}?include_credential=password`);
}

const hashPath = ['credentials', 'password', 'config', 'hashed_password'] as const;

test('a bcrypt hash stays as it is, whatever its letter', async () => {
  const id = await identityWithHash('bcrypt@password.example', bcryptHash);
  expect((await kratos.login('bcrypt@password.example', 'test')).status).toBe(200);
  expect(member(await stored(id), ...hashPath)).toBe(bcryptHash);
});

test('another hash is replaced by bcrypt at the first login, and the password goes on working', async () => {
  const id = await identityWithHash('argon2@password.example', argon2Hash);
  expect((await kratos.login('argon2@password.example', 'wrong')).status).toBe(400);
  expect(member(await stored(id), ...hashPath)).toBe(argon2Hash);

  const before = await stored(id);
  expect((await kratos.login('argon2@password.example', 'correct horse')).status).toBe(200);
  const after = await stored(id);
  expect(member(after, ...hashPath)).toMatch(/^\$2[ab]\$04\$/);
  expect(member(after, 'updated_at')).not.toBe(member(before, 'updated_at'));
  expect((await kratos.login('argon2@password.example', 'correct horse')).status).toBe(200);
  expect((await kratos.login('argon2@password.example', 'wrong')).status).toBe(400);
});

const otherHashes: readonly (readonly [kind: string, hash: string])[] = [
  ['md5', '$md5$PLTnMmMfR+brlh80VUt83g=='],
  ['md5 with a salt', '$md5$pf=e1NBTFR9e1BBU1NXT1JEfQ==$c2FsdDEyMw==$PncqAjPJ6NSAPSVjsij3Tw=='],
  ['sha', '$sha1$pf=e1BBU1NXT1JEfQ==$$L55TUjtiq8FBorTWAZ0jy6g129A='],
  ['ssha', '{SSHA256}NINuWEgs87/sxw66l9oykb6gWAr91FFXfSt3ctlTXKRzYWx0MTIz'],
  [
    'pbkdf2',
    '$pbkdf2-sha256$i=1000,l=32$YWJjREVGMTIzNDU2eHl6Nzg5UVJTVA$LLBCTU2M3RZGHrQwjZI9JBgIfiB6THBU4IO7pfFTYn8',
  ],
  [
    'scrypt',
    '$scrypt$ln=16384,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg==$0LupyHkzAIgDr9UDsriAAf87vMbCbcaUfDvFOAHk0D0=',
  ],
  [
    'firescrypt',
    '$firescrypt$ln=14,r=8,p=1$ZmItc2FsdC0xMA==$bPLMMyP4UPk9bEdzVeAMzox9zXcOJ383g2ISYc1uZl2ab8y1dC2KauWkPg+QPyQfIevk206A7uItpz2WuZ00rg==$Bw==$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw==',
  ],
  ['sha256-crypt', '$sha256-crypt$saltsalt$myjXcpMpE2Ofk7fj9hqyNYSn6lmWG4Mqnjx.KIRRr4/'],
];

test.each(otherHashes)('a hash of the kind %s is replaced by bcrypt too', async (kind, hash) => {
  const email = `${kind.replaceAll(' ', '-')}@password.example`;
  const id = await identityWithHash(email, hash);
  expect((await kratos.login(email, 'correct horse!')).status).toBe(400);
  expect(member(await stored(id), ...hashPath)).toBe(hash);
  expect((await kratos.login(email, 'correct horse')).status).toBe(200);
  expect(member(await stored(id), ...hashPath)).toMatch(/^\$2[ab]\$04\$/);
  expect((await kratos.login(email, 'correct horse')).status).toBe(200);
});

test('a password that bcrypt would cut keeps its other hash, and goes on working', async () => {
  const hash = '{SSHA}3hI/G8HO4oCuuSGcA8AQdAHvd+Zz';
  const id = await identityWithHash('long@password.example', hash);
  expect((await kratos.login('long@password.example', 'x'.repeat(100))).status).toBe(200);
  expect(member(await stored(id), ...hashPath)).toBe(hash);
  expect((await kratos.login('long@password.example', 'x'.repeat(100))).status).toBe(200);
});

test('the hash of an inactive account is replaced, though it is not let in', async () => {
  const id = await kratos.createIdentity('inactive@password.example', {
    state: 'inactive',
    credentials: { password: { config: { hashed_password: '$md5$PLTnMmMfR+brlh80VUt83g==' } } },
  });
  expect((await kratos.login('inactive@password.example', 'correct horse')).status).toBe(401);
  expect(member(await stored(id), ...hashPath)).toMatch(/^\$2[ab]\$04\$/);
});

// A real Kratos closes the connection of these.
test.each(['$argon2id$v=19$m=64,t=0,p=1$c29tZXNhbHQ$KFdqUkKWuh0', '$scrypt$ln=16,r=0,p=1$c2FsdA==$QQ=='])(
  'a hash on which Kratos fails, %s, matches no password',
  async (hash) => {
    const email = `fails-${Buffer.from(hash).toString('hex').slice(0, 20)}@password.example`;
    await identityWithHash(email, hash);
    const answer = await kratos.login(email, 'test');
    expect([answer.status, messagesOf(answer).form]).toEqual([400, [4000006]]);
  },
);

// A real Kratos lets this one in: the salt has 4 bytes, and argon2 is defined for 8 and more.
test('an argon2 hash that only Go computes matches no password', async () => {
  const hash = '$argon2id$v=19$m=64,t=1,p=1$c2FsdA$XwRoh9i7e+xly9dDI5PfWUUezQy1nTUMlDRz/0GZrCI';
  await identityWithHash('short-salt@password.example', hash);
  const answer = await kratos.login('short-salt@password.example', 'test');
  expect([answer.status, messagesOf(answer).form]).toEqual([400, [4000006]]);
});

test('a hash that is malformed lets nobody in', async () => {
  await identityWithHash('malformed@password.example', '$argon2id$');
  expect((await kratos.login('malformed@password.example', 'test')).status).toBe(400);
});

test('a password that only a migration hook knows is 500 where there is no hook', async () => {
  await kratos.createIdentity('hook@password.example', {
    credentials: { password: { config: { use_password_migration_hook: true } } },
  });
  const { status, body } = await kratos.login('hook@password.example', 'test');
  expect([status, body]).toMatchObject([500, { error: { id: 'invalid_configuration' } }]);
});
