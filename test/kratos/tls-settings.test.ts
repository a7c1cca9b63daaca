import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KratosContext } from '../../src/kratos/contexts.ts';
import { readTlsSettings } from '../../src/kratos/tls-settings.ts';
import { createAuthority } from './certificates.ts';
import { failureOf } from './failure.ts';

const authority = createAuthority();
const client = authority.issue();
const encrypted = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
  type: 'pkcs8',
  format: 'pem',
  cipher: 'aes-256-cbc',
  passphrase: 'hunter2',
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'idp-pem-'));
  mkdirSync(join(folder, 'home'));
  for (const [name, text] of Object.entries({
    'ca.pem': authority.cert,
    'home/ca.pem': authority.cert,
    'client.pem': client.cert,
    'client.key': client.key,
    'other.key': authority.issue().key,
    'encrypted.key': encrypted,
    'text.pem': 'hello',
    'broken.pem': '-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n',
  })) {
    writeFileSync(join(folder, name), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const settings = (context: KratosContext) =>
  readTlsSettings(context, 'context prod', folder, join(folder, 'home'));

describe('a file', () => {
  test('is found relative to the contexts, absolute, and below ~/', () => {
    const files = ['ca.pem', join(folder, 'ca.pem'), '~/ca.pem'];
    expect(files.map((file) => settings({ 'ca-file': file }).ca)).toEqual(files.map(() => authority.cert));
  });

  test.each<[string, KratosContext, RegExp]>([
    [
      'that is not there',
      { 'ca-file': 'none.pem' },
      /^The ca-file of context prod, \/.+\/none\.pem, cannot be read \(ENOENT\)\.$/,
    ],
    [
      'that is a folder',
      { 'client-cert-file': 'home' },
      /^The client-cert-file of context prod, .+ is not a regular file\.$/,
    ],
    [
      'that is no PEM',
      { 'ca-file': 'text.pem' },
      /^The ca-file of context prod, .+text\.pem, is no PEM file\.$/,
    ],
    [
      'with a key for a certificate',
      { 'ca-file': 'client.key' },
      /^The ca-file of context prod holds no certificate\.$/,
    ],
    [
      'that is broken',
      { 'ca-file': 'broken.pem' },
      /^The ca-file of context prod holds a certificate that cannot be read\.$/,
    ],
    [
      'of a certificate without key',
      { 'client-cert-file': 'client.pem' },
      /^client-cert-file of context prod goes with a client-key-file, which is not there\.$/,
    ],
    [
      'of a key where the certificate should be',
      { 'client-cert-file': 'client.key', 'client-key-file': 'client.key' },
      /^The client-cert-file of context prod holds no certificate\.$/,
    ],
    [
      'of a certificate where the key should be',
      { 'client-cert-file': 'client.pem', 'client-key-file': 'client.pem' },
      /^The client-key-file of context prod holds no private key\.$/,
    ],
    [
      'of another key',
      { 'client-cert-file': 'client.pem', 'client-key-file': 'other.key' },
      /^The client key of context prod does not belong to its client certificate\.$/,
    ],
    [
      'of an encrypted key',
      { 'client-cert-file': 'client.pem', 'client-key-file': 'encrypted.key' },
      /^The client key of context prod is encrypted, and idp asks for no passphrase\.$/,
    ],
    [
      'of a broken certificate',
      { 'client-cert-file': 'broken.pem', 'client-key-file': 'client.key' },
      /^The client certificate or key of context prod cannot be read\.$/,
    ],
  ])('%s is refused before anything is sent', async (_, context, sentence) => {
    const failure = await failureOf(() => settings(context));
    expect([failure.code, failure.message]).toEqual(['usage', expect.stringMatching(sentence)]);
    expect(failure.hint).toMatch(/^Nothing was sent\./);
  });
});

test('a pipe or a device in the place of a file is refused at once', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe.pem')]);
  for (const file of ['pipe.pem', '/dev/zero']) {
    const failure = await failureOf(() => settings({ 'ca-file': file }));
    expect([failure.code, failure.message]).toEqual([
      'usage',
      `The ca-file of context prod, ${join(file.startsWith('/') ? '/' : folder, file)}, is not a regular file.`,
    ]);
  }
});
