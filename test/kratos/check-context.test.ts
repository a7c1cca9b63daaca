import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkContext } from '../../src/kratos/check-context.ts';
import { readContexts } from '../../src/kratos/contexts-file.ts';
import type { KratosContext } from '../../src/kratos/contexts.ts';
import { failureOf } from './failure.ts';

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'idp-check-context-'));
  file = join(folder, 'contexts.yaml');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('all keys of a server of one’s own can stand together', () => {
  const context: KratosContext = {
    'admin-url': 'https://kratos.internal:4434',
    'public-url': 'https://id.example',
    'hydra-admin-url': 'unix:///run/hydra.sock',
    'ca-file': 'ca.pem',
    'client-cert-file': '~/client.pem',
    'client-key-file': '/etc/client.key',
    'tls-server-name': 'kratos',
    insecure: false,
    'bearer-token': 'secret:gateway#token',
    headers: { 'X-Api-Key': 'vault:gateway#api_key', 'x-env': { value: 'staging' } },
    'secret-backends': { env: ['reset-password', 'connect'], vault: ['*'], pass: [] },
    timeout: '30s',
    'batch-timeout': '5m',
    'admin-schema-id': 'staff',
  };
  expect(checkContext(context, 'context prod')).toBe(context);
});

test.each(['https://slug.projects.oryapis.com', 'http://127.0.0.1:4000'])(
  'an Ory Network project is its URL (%s) and a key',
  (url) => {
    const context: KratosContext = { 'project-url': url, 'api-key': 'ory' };
    expect(checkContext(context, 'context prod')).toBe(context);
  },
);

describe('a context in the file is refused at line and column of what is wrong', () => {
  const https = 'admin-url: https://x';
  test.each([
    ['{public-url: http://x}', ':1:18: context prod has no admin-url.'],
    [`{${https}, ca-file: ''}`, ':1:50: ca-file of context prod is empty.'],
    [`{${https}, ca-file: [a]}`, ':1:50: ca-file of context prod is not a text.'],
    [
      `{${https}, tls-server-name: 10.0.0.1}`,
      ':1:58: tls-server-name of context prod is not a host name; TLS knows no other kind of server name.',
    ],
    [`{${https}, insecure: yes}`, ':1:51: insecure of context prod is neither true nor false.'],
    [
      `{${https}, insecure: true, ca-file: a}`,
      ':1:51: context prod is insecure and has a ca-file: what is not verified needs none.',
    ],
    [
      '{admin-url: http://x, ca-file: a}',
      ':1:49: ca-file of context prod is for https, and no URL of it is https.',
    ],
    [
      `{${https}, client-key-file: a}`,
      ':1:58: client-key-file of context prod goes with a client-cert-file, which is not there.',
    ],
    [`{${https}, batch-timeout: 60}`, ':1:56: batch-timeout of context prod is not a text.'],
    [
      `{${https}, batch-timeout: 1d}`,
      ':1:56: The batch-timeout of context prod is not a Go duration such as 30s.',
    ],
    [
      `{${https}, hydra-admin-url: x}`,
      ':1:58: The admin URL of Hydra of context prod is not an http or https URL.',
    ],
    ['{project-url: https://x}', ':1:32: context prod has a project-url and no api-key.'],
    [
      `{${https}, api-key: ory}`,
      ':1:50: api-key of context prod goes with a project-url, which is not there.',
    ],
    [
      `{${https}, project-url: https://x, api-key: ory}`,
      ':1:30: admin-url of context prod stands beside project-url, which says it already.',
    ],
    [
      '{project-url: http://x, api-key: ory}',
      ':1:32: project-url of context prod is not an https URL, and the API key goes there.',
    ],
    [`{${https}, secret-backends: [env]}`, ':1:58: secret-backends of context prod is not a map.'],
    [
      `{${https}, secret-backends: {secret: ['*']}}`,
      ':1:67: a name in secret-backends of context prod is not that of a backend.',
    ],
    [
      `{${https}, secret-backends: {env: '*'}}`,
      ":1:64: env in secret-backends of context prod is not a list of actions, or of '*' for all.",
    ],
    [
      `{${https}, secret-backends: {env: [Reset]}}`,
      ":1:64: env in secret-backends of context prod is not a list of actions, or of '*' for all.",
    ],
    [`{${https}, headers: [a]}`, ':1:50: headers of context prod is not a map.'],
    [
      `{${https}, headers: {x-a: {text: a}}}`,
      ":1:56: a value in headers of context prod is neither a secret's name nor {value: TEXT}.",
    ],
    [
      `{${https}, headers: {x-a: {value: "a\\nb"}}}`,
      ':1:56: a value in headers of context prod holds what no header can carry.',
    ],
    [
      `{${https}, headers: {Content-Length: a}}`,
      ':1:67: Content-Length in headers of context prod is set by idp or by HTTP itself.',
    ],
    [
      `{${https}, headers: {"a b": a}}`,
      ':1:58: a name in headers of context prod is not the name of a header.',
    ],
    [`{${https}, headers: {x-a: a, X-A: b}}`, ':1:64: a name in headers of context prod stands there twice.'],
    [
      `{${https}, bearer-token: a, headers: {Authorization: b}}`,
      ':1:83: Authorization in headers of context prod stands beside bearer-token, which is sent in that header.',
    ],
  ])('%s', async (context, words) => {
    writeFileSync(file, `contexts: {prod: ${context}}`);
    const failure = await failureOf(readContexts(file));
    expect([failure.code, failure.message]).toEqual(['usage', `${file}${words}`]);
  });

  test.each([
    ['the key of the file', 'contexts: {}\nPLACE: 1'],
    ['a key of a context', 'contexts: {prod: {admin-url: https://x, PLACE: 1}}'],
    ['a header', 'contexts: {prod: {admin-url: https://x, headers: {PLACE: [1]}}}'],
    ['a header with a wrong value', 'contexts: {prod: {admin-url: https://x, headers: {PLACE: A B}}}'],
    ['a header with a plain value', 'contexts: {prod: {admin-url: https://x, headers: {PLACE: {value: 1}}}}'],
    ['the same header twice', 'contexts: {prod: {admin-url: https://x, headers: {PLACE: a, place: b}}}'],
    ['a tag', 'contexts: !PLACE {}'],
    ['a tag of a language', 'contexts: !!PLACE/x y'],
    ['an alias', 'contexts: *PLACE'],
    ['what a block begins with', 'contexts: | PLACE\n x'],
    ['an escape', 'contexts: "\\PLACE"'],
    ['a key twice', 'PLACE: 1\nPLACE: 2'],
    ['a line of its own', 'contexts:\n  prod:\n    admin-url: x\n   PLACE\n'],
  ])('a secret that is typed as %s, which is not repeated', async (_, text) => {
    for (const secret of ['Zq7hunter2', 'correct-horse-battery']) {
      writeFileSync(file, text.replaceAll('PLACE', secret).replaceAll('place', secret.toUpperCase()));
      const failure = await failureOf(readContexts(file));
      expect(failure.code).toBe('usage');
      const said = JSON.stringify([failure.message, failure.hint, failure.details]).toLowerCase();
      expect(said).not.toContain(secret.slice(2).toLowerCase());
    }
  });

  test.each([
    'ory_pat_AbCdEf0123456789',
    'ory_pat_abcdef0123456789',
    'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln',
    'd41d8cd98f00b204e9800998ecf8427e',
    'Bearer gateway',
    'gateway#a#b',
    'gateway#to ken',
    '""',
  ])('a token in the place of its name, which is not repeated: %s', async (token) => {
    for (const place of ['bearer-token', 'headers: {x-a']) {
      const closing = place.includes('{') ? '}' : '';
      writeFileSync(
        file,
        `contexts:\n  prod:\n    admin-url: https://x\n    ${place}: ${JSON.stringify(token)}${closing}\n`,
      );
      const failure = await failureOf(readContexts(file));
      const [named, column] = closing === '' ? ['bearer-token', 19] : ['a value in headers', 20];
      expect([failure.code, failure.message]).toEqual([
        'usage',
        `${file}:4:${column}: ${named} of context prod is not the name of a secret (NAME, secret:NAME#KEY, in lower case, or BACKEND:NAME#KEY); the secret itself has no place here.`,
      ]);
      expect(JSON.stringify([failure.message, failure.hint])).not.toContain(token.slice(0, 12));
    }
  });
});
