import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it('hushes the warning that SQLite is experimental, and no other', async () => {
  const script = `
    const { hushSqliteWarning } = await import(${JSON.stringify(join(import.meta.dirname, '../../src/host/warnings.ts'))});
    hushSqliteWarning();
    process.emitWarning('SQLite is an experimental feature and might change at any time', 'ExperimentalWarning');
    process.emitWarning('another experiment', 'ExperimentalWarning');
    process.emitWarning('something old', 'DeprecationWarning');`;
  const { stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  expect(stderr).not.toContain('SQLite');
  expect(stderr).toContain('ExperimentalWarning: another experiment');
  expect(stderr).toContain('DeprecationWarning: something old');
});
