import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A program made of JavaScript, for the test that runs: its name and first argument. */
export function temporaryProgram(source: string): [string, string] {
  const file = join(temporaryFolder(), 'program.mjs');
  writeFileSync(file, source);
  return [process.execPath, file];
}

/** A folder that is gone with the test that runs. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'idp-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
