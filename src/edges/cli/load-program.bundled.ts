import buildId from 'virtual:build-id';
import { createChunkLoader } from '../../host/chunk-loader.ts';
import { compiledCodeFolder } from '../../host/compiled-code.ts';
import type { Program } from './start.ts';

/** load-program.ts as the bundle has it: `start.cjs` beside it, and the code that was compiled of it before. */
export async function loadProgram(): Promise<Program> {
  return createChunkLoader(__dirname, compiledCodeFolder(buildId))('./start.cjs') as Program;
}
