import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSecretUser, type SecretUser } from '../secret/secret-user.ts';
import { main } from '../user.ts';

let user: SecretUser;
beforeEach(() => (user = createSecretUser()));
afterEach(() => user.leave());

const hash = '{SSHA256}NINuWEgs87/sxw66l9oykb6gWAr91FFXfSt3ctlTXKRzYWx0MTIz';
const secrets = /NINuWEgs87|correct horse/;

it('nothing that was read is in the process list, in the folders of the user or in what is answered', async () => {
  await user.add('ada', '--grant password', 'correct horse');
  const lines = [
    ['password inspect - --debug', `${hash}\n`],
    ['password verify - --debug', `${hash}\tcorrect horse\n`],
    ['password verify - --debug --password-secret-id ada', `${hash}\n`],
    ['password convert - --from ldap --debug --format jsonl', `${hash}!\n`],
    ['password make - --debug --cost 4', 'correct horse\n'],
    ['password make --debug --cost 4 --password-secret-id ada', ''],
  ] as const;
  for (const [line, stdin] of lines) {
    const child = spawn(process.execPath, [main, ...line.split(' ')], { env: user.env });
    let stderr = '';
    let stdout = '';
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
    const words = readFileSync(`/proc/${child.pid}/cmdline`, 'utf8');
    child.stdin.end(stdin);
    const [exit] = (await once(child, 'close')) as [number];
    expect([0, 6]).toContain(exit);
    expect(words + stderr + stdout).not.toMatch(secrets);
  }
  expect(filesBelow(user.home).filter((file) => secrets.test(readFileSync(file, 'latin1')))).toEqual([]);
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
}
