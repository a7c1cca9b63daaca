import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { IdpError } from '../src/errors/idp-error.ts';
import { buildCommand } from './build-command.ts';

// `npm run build` begins here; tsc then emits the library. A broken catalog ends it with the command's own sentence.
const root = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    catalog: { type: 'string', default: join(root, 'actions.yaml') },
    out: { type: 'string', default: join(root, 'dist') },
  },
});

try {
  await buildCommand({ root, catalogFile: values.catalog, outFolder: join(values.out, 'bin') });
  // tsc leaves what it no longer emits.
  rmSync(join(values.out, 'lib'), { recursive: true, force: true });
} catch (error) {
  if (!(error instanceof IdpError)) throw error;
  process.stderr.write(`error: ${error.message}\n  ${error.hint}\n`);
  process.exitCode = 1;
}
