import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { userFolders } from './folders.ts';

// In folders of the user's own: a shared one would belong to whoever came first.

/**
 * Where code compiled from the bundle is kept: per build, Node and processor, because any other would not fit, and for
 * `run` apart, because the functions that other commands call are not the ones it needs.
 */
export function compiledCodeFolder(buildId: string): string {
  const build = `${buildId}-${process.version}-${process.arch}`;
  return join(userFolders(process.env).cache, 'code', build, process.argv.includes('run') ? 'run' : 'other');
}

/** Keeps code compiled from sources as Node does. */
export function keepCompiledSources(): void {
  enableCompileCache(join(userFolders(process.env).cache, 'compile'));
}
