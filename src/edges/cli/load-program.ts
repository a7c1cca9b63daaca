import { keepCompiledSources } from '../../host/compiled-code.ts';
import type { Program } from './start.ts';

/** Everything but the first lines of main.ts. The build puts load-program.bundled.ts in the place of this. */
export async function loadProgram(): Promise<Program> {
  keepCompiledSources();
  return import('./start.ts');
}
