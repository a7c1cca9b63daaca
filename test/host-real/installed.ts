import { spawnSync } from 'node:child_process';

/** Fails, with what to install, where one of these programs is not there. They are never left out instead. */
export function requireInstalled(programs: Readonly<Record<string, string>>): void {
  const missing = Object.entries(programs).filter(
    ([program]) => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0,
  );
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map(([, name]) => name))].join(' ');
  throw new Error(
    `${missing.map(([program]) => program).join(', ')} not found; on Debian: apt-get install ${packages}`,
  );
}
