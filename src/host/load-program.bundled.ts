import { join } from 'node:path';
import buildId from 'virtual:build-id';
import { createChunkLoader } from './chunk-loader.ts';
import { userFolders } from './folders.ts';
import type { Program } from './start.ts';

/** load-program.ts as the bundle has it. Code is kept per build, Node and processor: any other would not fit. */
export async function loadProgram(): Promise<Program> {
  const cache = join(userFolders(process.env).cache, 'code', `${buildId}-${process.version}-${process.arch}`);
  return createChunkLoader(__dirname, cache)('./start.cjs') as Program;
}
