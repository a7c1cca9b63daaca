import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { userFolders } from './folders.ts';

// In folders of the user's own: a shared one would belong to whoever came first.

/** Where code compiled from the bundle is kept, per build, Node and processor: any other would not fit. */
export function compiledCodeFolder(buildId: string): string {
  return join(userFolders(process.env).cache, 'code', `${buildId}-${process.version}-${process.arch}`);
}

/** Keeps code compiled from sources as Node does. */
export function keepCompiledSources(): void {
  enableCompileCache(join(userFolders(process.env).cache, 'compile'));
}
