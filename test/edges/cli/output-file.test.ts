import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'idp-output-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it.each(['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'])(
  'writes to %s where the shell has opened it, and keeps what stood there',
  async (name) => {
    const log = join(folder, 'log');
    writeFileSync(log, 'earlier\n');
    const source = join(import.meta.dirname, '../../../src/edges/cli/output-file.ts');
    const script = `
      const { openOutputFile } = await import(${JSON.stringify(source)});
      const file = openOutputFile(${JSON.stringify(name)});
      file.write('answer\\n');
      file.keep();`;
    await promisify(execFile)('sh', [
      '-c',
      '"$0" --input-type=module -e "$1" >>"$2"',
      process.execPath,
      script,
      log,
    ]);
    expect(readFileSync(log, 'utf8')).toBe('earlier\nanswer\n');
  },
);
