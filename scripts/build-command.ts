import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type InputOptions, type OutputOptions } from 'rolldown';
import { parseCatalog } from '../src/engine/parse-catalog.ts';
import { missingHandler } from '../src/host/missing-handler.ts';
import { builtinsOfCommander, escapedBeyondAscii, inPlaceOf, virtualModule } from './bundle-plugins.ts';
import { thirdPartyNotices } from './third-party-notices.ts';

/**
 * Bundles the `idp` command into `outFolder`: idp.cjs, which knows nothing but its version, start.cjs, a file per
 * action under actions/, what they share in chunks that are loaded when they are needed, and keychain-call.cjs, which
 * runs by itself. Fails with catalog-invalid.
 */
export async function buildCommand(options: {
  readonly root: string;
  readonly catalogFile: string;
  readonly outFolder: string;
}): Promise<void> {
  const { root, outFolder } = options;
  const source = (...path: string[]): string => join(root, 'src', ...path);
  const catalog = parseCatalog(readFileSync(options.catalogFile, 'utf8'), 'actions.yaml');
  const handlers = catalog.map(({ name }) => [`actions/${name}`, handlerFile(root, name)] as const);

  rmSync(outFolder, { recursive: true, force: true });
  const program = await build({
    ...bundling,
    input: { start: source('edges', 'cli', 'start.ts'), ...Object.fromEntries(handlers) },
    plugins: [
      inPlaceOf(source('host', 'installation.ts'), source('host', 'installation.bundled.ts')),
      virtualModule('virtual:catalog', catalog),
      builtinsOfCommander,
      escapedBeyondAscii,
    ],
    output: { ...files(outFolder), codeSplitting: { groups: chunks } },
  });
  const written = program.output.filter((file) => file.type === 'chunk');
  writeFileSync(
    join(outFolder, 'THIRD-PARTY-NOTICES.txt'),
    thirdPartyNotices(written.flatMap((chunk) => chunk.moduleIds)),
  );
  const hash = createHash('sha256');
  for (const chunk of written) hash.update(chunk.code);
  await build({
    ...bundling,
    input: { idp: source('main.ts'), 'keychain-call': source('host', 'keychain-call.ts') },
    plugins: [
      inPlaceOf(source('edges', 'cli', 'load-program.ts'), source('edges', 'cli', 'load-program.bundled.ts')),
      virtualModule('virtual:build-id', hash.digest('hex').slice(0, 16)),
    ],
    output: files(outFolder),
  });
  chmodSync(join(outFolder, 'idp.cjs'), 0o755);
}

const bundling = {
  platform: 'node',
  // @ory/client's CommonJS file cannot be shaken: 1.2 MB, and axios with it.
  resolve: { mainFields: ['module', 'main'] },
  // Native packages choose their binary when they are installed.
  external: [/^@(node-rs|napi-rs)\//],
} as const satisfies InputOptions;

const files = (folder: string): OutputOptions => ({
  dir: folder,
  format: 'cjs',
  // A file that is loaded by chunk-loader.ts has no import() of its own.
  dynamicImportInCjs: false,
  exports: 'named',
  minify: true,
  entryFileNames: '[name].cjs',
  chunkFileNames: '[name].cjs',
});

/**
 * What is always loaded together lies together, because every file costs time. A group takes the modules named and
 * all that they import, less what a group of higher priority has.
 */
const chunks = [
  {
    name: 'program',
    test: /rolldown\/runtime|\/src\/(edges\/cli\/start|secrets\/(environment-names|other-readers))\.ts$/,
    priority: 4,
  },
  {
    name: 'other-commands',
    test: /\/src\/edges\/cli\/(other-commands|secret\/secret-program)\.ts$/,
    priority: 4,
  },
  { name: 'catalog', test: /\/src\/(host\/installation\.bundled|engine\/catalog)\.ts$/, priority: 3 },
  { name: 'run', test: /\/src\/(edges\/cli\/run-command|engine\/define-action)\.ts$/, priority: 2 },
  // What the actions that set a password want of that room; all of it is ten times as much.
  { name: 'hash-password', test: /\/src\/passwords\/(hash-password|bcrypt-limit)\.ts$/, priority: 1.5 },
  { name: 'passwords', test: /\/src\/passwords\//, priority: 1 },
  { name: 'yaml', test: /\/node_modules\/yaml\//, priority: 1 },
  { name: 'prompts', test: /\/node_modules\/@inquirer\//, priority: 1 },
  { name: 'sandbox', test: /\/src\/sandbox\/start\.ts$/, priority: 0 },
];

function handlerFile(root: string, name: string): string {
  const file = join(root, 'actions', `${name}.ts`);
  if (!existsSync(file)) throw missingHandler(name);
  return file;
}
