import type { Plugin } from 'rolldown';

/** Another file in the place of one of the sources. */
export function inPlaceOf(source: string, replacement: string): Plugin {
  return {
    name: 'in-place-of',
    async resolveId(specifier, importer) {
      const resolved = await this.resolve(specifier, importer, { skipSelf: true });
      return resolved?.id === source ? replacement : resolved;
    },
  };
}

/** A module whose default export is a value of the build, as JSON. */
export function virtualModule(name: string, value: unknown): Plugin {
  return {
    name,
    resolveId: (specifier) => (specifier === name ? name : null),
    load: (id) => (id === name ? { code: JSON.stringify(value), moduleType: 'json' } : null),
  };
}

/**
 * Every character beyond ASCII as an escape, so that a file can be read as Latin-1: half the time of UTF-8, and half the
 * memory, because one such character makes V8 keep the whole file in two bytes each.
 */
export const escapedBeyondAscii: Plugin = {
  name: 'escaped-beyond-ascii',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type === 'chunk') file.code = file.code.replaceAll(/[\u0080-\uFFFF]/g, escaped);
    }
  },
};

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * The modules of Node that commander takes whole, as they are: the bundler would copy them property by property.
 * node:child_process, which it wants only for commands that are programs of their own, is not loaded at all.
 */
export const builtinsOfCommander: Plugin = {
  name: 'builtins-of-commander',
  resolveId: (specifier, importer) =>
    wholeModules.has(specifier) && importer?.includes('/commander/') === true
      ? `commander:${specifier}`
      : null,
  load(id) {
    if (!id.startsWith('commander:')) return null;
    const name = id.slice('commander:'.length);
    const value = name === 'node:child_process' ? 'undefined' : `process.getBuiltinModule('${name}')`;
    return `export default ${value};`;
  },
};

const wholeModules: ReadonlySet<string> = new Set([
  'node:child_process',
  'node:fs',
  'node:path',
  'node:process',
]);
