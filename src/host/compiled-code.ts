import { readdirSync, rmSync, statSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { dirname, join } from 'node:path';
import { userFolders } from './folders.ts';

// In folders of the user's own: a shared one would belong to whoever came first.

/**
 * Where code compiled from the bundle is kept: per build, Node and processor, because any other would not fit, and for
 * `run` apart, because the functions that other commands call are not the ones it needs.
 */
export function compiledCodeFolder(buildId: string): string {
  return join(buildFolder(buildId), process.argv.includes('run') ? 'run' : 'other');
}

/** Removes what was kept of other builds, once it is older than 30 days: after an update nobody asks for it any more. */
export function removeOldCode(buildId: string): void {
  const own = buildFolder(buildId);
  const folder = dirname(own);
  for (const name of readdirSync(folder)) {
    const build = join(folder, name);
    if (build === own || !isBuild(name)) continue;
    if (Date.now() - statSync(build).mtimeMs > longestMs) rmSync(build, { recursive: true, force: true });
  }
}

const longestMs = 30 * 24 * 60 * 60 * 1000;

const buildFolder = (buildId: string): string =>
  join(userFolders(process.env).cache, 'code', `${buildId}-${process.version}-${process.arch}`);

/** Whatever else lies there was put there by somebody else. */
const isBuild = (name: string): boolean => /^[\w-]+-v\d+\.\d+\.\d+[\w.-]*-\w+$/.test(name);

/** Keeps code compiled from sources as Node does. */
export function keepCompiledSources(): void {
  enableCompileCache(join(userFolders(process.env).cache, 'compile'));
}
