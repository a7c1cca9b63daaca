import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Builds the command with that text for actions.yaml into `folder`/dist, in a process of its own. */
export function runBuild(folder: string, catalog: string): { status: number | null; stderr: string } {
  const file = join(folder, 'actions.yaml');
  writeFileSync(file, catalog);
  const args = [join('scripts', 'build.ts'), '--catalog', file, '--out', join(folder, 'dist')];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, stderr };
}
