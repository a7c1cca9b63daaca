import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'rolldown';
import type { Catalog } from '../src/engine/catalog.ts';
import { parseCatalog } from '../src/engine/parse-catalog.ts';
import { missingHandler } from '../src/host/missing-handler.ts';

/**
 * Bundles the `idp` command into `outFolder`: idp.cjs, a file per action under actions/, and what they share in
 * chunks that are loaded when they are needed. Fails with catalog-invalid.
 */
export async function buildCommand(options: {
  readonly root: string;
  readonly catalogFile: string;
  readonly outFolder: string;
}): Promise<void> {
  const { root, outFolder } = options;
  const catalog = parseCatalog(readFileSync(options.catalogFile, 'utf8'), 'actions.yaml');
  const handlers = catalog.map(({ name }) => [`actions/${name}`, handlerFile(root, name)] as const);
  rmSync(outFolder, { recursive: true, force: true });
  await build({
    cwd: root,
    input: { idp: join(root, 'src', 'main.ts'), ...Object.fromEntries(handlers) },
    platform: 'node',
    // @ory/client's CommonJS file cannot be shaken: 1.2 MB, and axios with it.
    resolve: { mainFields: ['module', 'main'] },
    // Native packages choose their binary when they are installed.
    external: [/^@node-rs\//],
    plugins: [bundledInstallation(root, catalog)],
    output: {
      dir: outFolder,
      format: 'cjs',
      exports: 'named',
      minify: true,
      entryFileNames: '[name].cjs',
      chunkFileNames: '[name].cjs',
    },
  });
  chmodSync(join(outFolder, 'idp.cjs'), 0o755);
}

function handlerFile(root: string, name: string): string {
  const file = join(root, 'actions', `${name}.ts`);
  if (!existsSync(file)) throw missingHandler(name);
  return file;
}

/** Puts installation.bundled.ts in the place of installation.ts, and the catalog as JSON where it asks for it. */
function bundledInstallation(root: string, catalog: Catalog): Plugin {
  const source = join(root, 'src', 'host', 'installation.ts');
  const bundled = join(root, 'src', 'host', 'installation.bundled.ts');
  return {
    name: 'bundled-installation',
    async resolveId(specifier, importer) {
      if (specifier === catalogModule) return catalogModule;
      if (!specifier.endsWith('/installation.ts')) return null;
      const resolved = await this.resolve(specifier, importer, { skipSelf: true });
      return resolved?.id === source ? bundled : resolved;
    },
    load: (id) => (id === catalogModule ? { code: JSON.stringify(catalog), moduleType: 'json' } : null),
  };
}

const catalogModule = 'virtual:catalog';
