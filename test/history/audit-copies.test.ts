import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readAuditCopies } from '../../src/history/audit-copies.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'idp-audit-'));
  file = join(folder, 'audit.yaml');
});
afterEach(() => rmSync(folder, { recursive: true }));

it.each([
  ['copy: []', []],
  ['copy: [syslog, journald]', ['syslog', 'journald']],
  [
    'copy:\n  - syslog\n  - file: /var/log/idp-audit.jsonl\n',
    ['syslog', { file: '/var/log/idp-audit.jsonl' }],
  ],
])('%j asks for %j', async (text, copies) => {
  writeFileSync(file, text);
  expect(await readAuditCopies(file)).toEqual(copies);
});

it.each([
  ['', 'FILE:1:1: a map with the key copy is expected.'],
  ['[syslog]', 'FILE:1:1: a map with the key copy is expected.'],
  ['{}', 'FILE:1:1: copy: a list is expected, of syslog, journald or {file: PATH}.'],
  ['copy: syslog', 'FILE:1:7: copy: a list is expected, of syslog, journald or {file: PATH}.'],
  ['copy: []\ncopies: []', 'FILE:2:9: "copies": this key is not known; copy is the only one.'],
  ['copy: [syslog, splunk]', 'FILE:1:16: copy[1]: syslog, journald or {file: PATH} is expected.'],
  ['copy: [{file: /a, mode: 1}]', 'FILE:1:8: copy[0]: syslog, journald or {file: PATH} is expected.'],
  ['copy: [{file: audit.jsonl}]', 'FILE:1:15: copy[0].file: a path from the root is expected.'],
  ['copy: [{file: 7}]', 'FILE:1:15: copy[0].file: a path from the root is expected.'],
  ['copy: *a', 'FILE:1:7: aliases are not allowed.'],
  ['copy: [syslog', expect.stringMatching(/^FILE:1:14: .+\.$/)],
])('%j is refused with the file and the field', async (text, message) => {
  writeFileSync(file, text);
  const fault = await readAuditCopies(file).catch((error: unknown) => error);
  expect(fault).toMatchObject({ code: 'usage' });
  expect((fault as Error).message.replace(file, 'FILE')).toEqual(message);
});

it('a file that cannot be read is refused by name', async () => {
  await expect(readAuditCopies(folder)).rejects.toMatchObject({
    code: 'usage',
    message: `${folder}: it cannot be read: it is not a regular file.`,
  });
});

it('a pipe in its place is refused, and not waited for', async () => {
  execFileSync('mkfifo', [file]);
  await expect(readAuditCopies(file)).rejects.toMatchObject({
    message: `${file}: it cannot be read: it is not a regular file.`,
  });
});
