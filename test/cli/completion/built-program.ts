import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBuild } from '../../build/run-build.ts';

/** The bundle, in a folder of its own: as quick as what operators have, for tests that start it often. */
export type BuiltProgram = {
  /** The line of a shell script that becomes it. */
  readonly run: string;
  remove(): void;
};

/** Builds it with that text for actions.yaml. */
export function buildProgram(catalog: string): BuiltProgram {
  const folder = mkdtempSync(join(tmpdir(), 'idp-completion-'));
  const { status, stderr } = runBuild(folder, catalog);
  if (status !== 0) throw new Error(`The build ended with ${status}: ${stderr}`);
  return {
    run: `exec "${process.execPath}" "${join(folder, 'dist', 'bin', 'idp.cjs')}" "$@"`,
    remove: () => rmSync(folder, { recursive: true }),
  };
}
