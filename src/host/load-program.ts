import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { userFolders } from './folders.ts';
import type { Program } from './start.ts';

/** Everything but the first lines of main.ts. The build puts load-program.bundled.ts in the place of this. */
export async function loadProgram(): Promise<Program> {
  // A folder of the user's own: a shared one would belong to whoever came first.
  enableCompileCache(join(userFolders(process.env).cache, 'compile'));
  return import('./start.ts');
}
