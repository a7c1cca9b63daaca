import buildId from 'virtual:build-id';
import { createChunkLoader } from '../../host/chunk-loader.ts';
import { compiledCodeFolder, removeOldCode } from '../../host/compiled-code.ts';
import type { Program } from './start.ts';

/** load-program.ts as the bundle has it: `start.cjs` beside it, and the code that was compiled of it before. */
export async function loadProgram(): Promise<Program> {
  const load = createChunkLoader(__dirname, compiledCodeFolder(buildId), () => removeOldCode(buildId));
  return load('./start.cjs') as Program;
}
