import { readFileSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAuthority } from '../kratos/certificates.ts';
import { startProxy } from '../kratos/proxy-server.ts';
import { useServers } from '../kratos/servers.ts';
import { answerAda, answerJson } from './fake-kratos.ts';
import { createUser, type User } from './user.ts';

const servers = useServers();
const authority = createAuthority();
const canary = 'c4nary-t0ken';
const secret = { IDP_SECRET_GATEWAY__TOKEN: canary };

let user: User;
beforeEach(() => {
  user = createUser();
  writeFileSync(join(user.home, 'ca.pem'), authority.cert);
});
afterEach(() => user.leave());

const get = 'run get-identity ada@example.com --format json';
const disable = 'run disable-identity ada@example.com --yes --format json';
const contextsFile = () => join(user.configFolder, 'contexts.yaml');

/** A gateway that lets nobody pass without the token, and only to read. */
const gateway =
  (seen: (string | undefined)[]): RequestListener =>
  (request, response) => {
    seen.push(request.headers.authorization);
    if (request.headers.authorization !== `Bearer ${canary}`) answerJson(response, 401, { message: 'no' });
    else if (request.method === 'GET') answerAda(request, response);
    else answerJson(response, 403, { message: 'read only' });
  };

describe('a context with a ca-file', () => {
  it('is all that a Kratos with a certificate of its own authority needs', async () => {
    const url = await servers.https(authority.issue(), answerAda);
    await user.call(['context', 'add', 'prod', '--admin-url', url, '--ca-file', join(user.home, 'ca.pem')]);
    expect((await user.run(get)).exit).toBe(0);
    const write = 'run invalidate-identity-sessions ada@example.com --yes --format json';
    expect((await user.run(write)).exit).toBe(0);
  });

  it('lends it to no URL that is given, and Node’s own variable does', async () => {
    const url = await servers.https(authority.issue(), answerAda);
    const ca = join(user.home, 'ca.pem');
    await user.call(['context', 'add', 'prod', '--admin-url', url, '--ca-file', ca]);
    const refused = await user.run(`${get} --admin-url ${url}`);
    expect([refused.exit, refused.outcome.error?.hint?.includes('NODE_EXTRA_CA_CERTS')]).toEqual([7, true]);
    const trusted = await user.run(get, { env: { KRATOS_ADMIN_URL: url, NODE_EXTRA_CA_CERTS: ca } });
    expect(trusted.exit).toBe(0);
  });

  it('whose file is gone is a usage error, and nothing is recorded', async () => {
    const url = await servers.https(authority.issue(), answerAda);
    await user.call(`context add prod --admin-url ${url} --ca-file /nowhere/ca.pem`);
    const { exit, outcome } = await user.call(disable);
    expect([exit, outcome.operation, outcome.error?.message]).toEqual([
      2,
      null,
      'The ca-file of context prod, /nowhere/ca.pem, cannot be read (ENOENT).',
    ]);
  });
});

it('an insecure context warns at every run, with --quiet too', async () => {
  const url = await servers.https(authority.issue({ names: ['elsewhere.example'] }), answerAda);
  await user.call(`context add lab --admin-url ${url} --insecure`);
  for (const more of ['', ' --quiet', ' --dry-run']) {
    const { exit, stderr } = await user.call(get + more);
    expect([exit, stderr]).toEqual([
      0,
      'warning: context lab is insecure: certificates are not verified, so anybody in between can read and change what is sent, credentials too.\n',
    ]);
  }
  expect((await user.call('context list')).stdout).toBe(`* lab  ${url}  insecure\n`);
});

describe('a bearer token', () => {
  it('is sent; 401 without it and 403 with it are told apart, both exit 4', async () => {
    const seen: (string | undefined)[] = [];
    const url = await servers.http(gateway(seen));
    await user.call(`context add bare --admin-url ${url}`);
    await user.call(`context add prod --admin-url ${url} --bearer-token gateway`);
    const none = await user.call(`${get} --context bare`);
    expect([none.exit, none.outcome.error]).toEqual([
      4,
      {
        code: 'unauthorised',
        message: `${url} wants credentials (401).`,
        hint: expect.stringContaining('a bearer-token or a header of the context') as unknown,
      },
    ]);
    const wrong = await user.call(`${get} --context prod`, { env: { IDP_SECRET_GATEWAY__TOKEN: 'old' } });
    expect([wrong.exit, wrong.outcome.error?.message]).toEqual([
      4,
      `${url} does not accept bearer-token (401).`,
    ]);
    expect((await user.call(`${get} --context prod`, { env: secret })).exit).toBe(0);
    const forbidden = await user.call(`${disable} --context prod`, { env: secret });
    expect([forbidden.exit, forbidden.outcome.error]).toEqual([
      4,
      {
        code: 'forbidden',
        message: `${url} forbids this request (403).`,
        hint: expect.stringContaining('knows who is meant by bearer-token') as unknown,
      },
    ]);
    expect(new Set(seen)).toEqual(new Set([undefined, 'Bearer old', `Bearer ${canary}`]));
  });

  it('that is not there ends the run before anything is sent or recorded', async () => {
    const seen: (string | undefined)[] = [];
    const url = await servers.http(gateway(seen));
    await user.call(`context add prod --admin-url ${url} --bearer-token gateway`);
    const { exit, outcome } = await user.call(disable);
    expect([exit, outcome.operation, outcome.error]).toEqual([
      3,
      null,
      {
        code: 'secret-not-found',
        message: 'bearer-token of context prod refers to token of the secret gateway, which is not there.',
        hint: 'Nothing was sent. Store it: idp secret add gateway token --grant connect; or set IDP_SECRET_GATEWAY__TOKEN in the environment of this command.',
      },
    ]);
    expect(seen).toEqual([]);
  });

  it('stands in no answer, trace, dry run, history or context', async () => {
    const url = await servers.http(gateway([]));
    await user.call(`context add prod --admin-url ${url} --bearer-token gateway`);
    const lines = [`${get} --debug`, `${disable} --debug`, `${disable} --dry-run --debug`, 'context show'];
    const ended = [];
    for (const line of lines) ended.push(await user.call(line, { env: secret }));
    expect(ended.map(({ exit }) => exit)).toEqual([0, 4, 0, 0]);
    const said = ended.map(({ stdout, stderr }) => stdout + stderr).join('');
    expect(said).toContain('debug: PATCH');
    expect(said).not.toContain(canary);
    expect(JSON.stringify([user.recorded('operations'), user.recorded('tasks')])).not.toContain(canary);
    expect(readFileSync(contextsFile(), 'utf8')).toContain('bearer-token: gateway');
  });
});

it('a proxy from the environment is used for what is not on this machine, and says when it cannot', async () => {
  const url = await servers.http(answerAda);
  const proxy = await startProxy(url);
  const at = new URL(proxy.url).host;
  const line = `${get} --admin-url http://kratos.invalid:4434`;
  try {
    const env = { HTTP_PROXY: proxy.url };
    expect((await user.call(line, { env })).exit).toBe(0);
    expect(proxy.asked.length).toBeGreaterThan(0);
    const before = proxy.asked.length;
    expect((await user.call(`${get} --admin-url ${url}`, { env })).exit).toBe(0);
    expect(proxy.asked).toHaveLength(before);
  } finally {
    await proxy.close();
  }
  const { exit, outcome } = await user.call(line, { env: { HTTP_PROXY: `http://user:hunter2@${at}` } });
  expect([exit, outcome.error?.message]).toEqual([
    7,
    `The proxy ${at} refuses the connection: nothing listens there.`,
  ]);
  expect(JSON.stringify(outcome)).not.toContain('hunter2');
});

it('a proxy is asked over TLS where its URL says so, for http and for https', async () => {
  const http = await servers.http(answerAda);
  const https = await servers.https(authority.issue({ names: ['kratos.invalid'] }), answerAda);
  const env = { NODE_EXTRA_CA_CERTS: join(user.home, 'ca.pem') };
  for (const url of [http, https]) {
    const proxy = await startProxy(url, undefined, authority.issue({ names: ['localhost'] }));
    try {
      const scheme = new URL(url).protocol;
      const { exit } = await user.run(`${get} --admin-url ${scheme}//kratos.invalid`, {
        env: { ...env, HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url },
      });
      expect([exit, proxy.asked.length > 0]).toEqual([0, true]);
    } finally {
      await proxy.close();
    }
  }
});

it('a command that gives up on a proxy ends, and does not wait for it', async () => {
  const proxy = await startProxy('http://127.0.0.1:1', '');
  try {
    const { exit } = await user.run(`${get} --admin-url https://kratos.invalid --timeout 300ms`, {
      env: { HTTPS_PROXY: proxy.url },
    });
    expect(exit).toBe(7);
  } finally {
    await proxy.close();
  }
});

describe('idp context add', () => {
  it('has a flag for each key, makes files absolute, and show gives them back', async () => {
    const line = [
      'context add prod --admin-url https://kratos.internal --public-url https://id.example',
      '--hydra-admin-url https://hydra.internal --ca-file certs/ca.pem --client-cert-file ~/client.pem',
      '--client-key-file /etc/client.key --tls-server-name kratos --bearer-token secret:gateway',
      '--header X-A=a --header X-B=b#key --timeout 5s --batch-timeout 5m --admin-schema-id staff',
    ];
    await user.call(line.join(' '));
    expect(JSON.parse((await user.call('context show --format json')).stdout)).toEqual({
      context: 'prod',
      current: true,
      'admin-url': 'https://kratos.internal',
      'public-url': 'https://id.example',
      'hydra-admin-url': 'https://hydra.internal',
      'ca-file': join(process.cwd(), 'certs/ca.pem'),
      'client-cert-file': '~/client.pem',
      'client-key-file': '/etc/client.key',
      'tls-server-name': 'kratos',
      'bearer-token': 'secret:gateway',
      headers: { 'X-A': 'a', 'X-B': 'b#key' },
      timeout: '5s',
      'batch-timeout': '5m',
      'admin-schema-id': 'staff',
    });
    await user.call('context add ory --project-url https://slug.projects.oryapis.com --api-key ory');
    expect((await user.call('context list')).stdout).toBe(
      '* prod  https://kratos.internal\n  ory   https://slug.projects.oryapis.com\n',
    );
  });

  it.each([
    [
      ['--bearer-token', 'ory_pat_Hunter2'],
      'bearer-token of context prod is not the name of a secret (NAME, secret:NAME#KEY, in lower case, or BACKEND:NAME#KEY); the secret itself has no place here.',
    ],
    [
      ['--header', 'X-Key=eyJHunter2.a.b'],
      'a value in headers of context prod is not the name of a secret (NAME, secret:NAME#KEY, in lower case, or BACKEND:NAME#KEY); the secret itself has no place here.',
    ],
    [
      ['--header', 'Authorization: Bearer Hunter2'],
      '--header is written NAME=SECRET, a header and the name of the secret with its value.',
    ],
    [['--header', 'a=x', '--header', 'a=y'], '--header is given twice for a.'],
    [['--header', 'Host=x'], 'Host in headers of context prod is set by idp or by HTTP itself.'],
    [['--api-key', 'ory'], 'api-key of context prod goes with a project-url, which is not there.'],
    [['--batch-timeout', 'soon'], 'The batch-timeout of context prod is not a Go duration such as 30s.'],
  ])('%j is refused without repeating what may be a secret', async (words, message) => {
    const line = ['context', 'add', 'prod', '--admin-url', 'https://x', ...words];
    const { exit, stderr } = await user.call(line);
    expect([exit, stderr.split('\n')[0]]).toEqual([2, `error: ${message}`]);
    expect(stderr).not.toContain('Hunter2');
  });
});
