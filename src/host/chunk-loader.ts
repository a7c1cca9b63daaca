import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { Script } from 'node:vm';

type Require = (id: string) => unknown;
type Wrapper = (exports: object, require: Require, module: object, file: string, folder: string) => void;

/**
 * A `require` for the files of the bundle in `folder` that keeps the code which V8 made of them in `cacheFolder`, and
 * reads it there the next time. Node's own compile cache writes a file's code down before the file has run, without
 * its functions, and a quick command spends a fifth of its time on compiling those; this one writes at the exit, with
 * every function that was called. A cache that cannot be read or written changes nothing but the time it takes.
 * `onFirstKept` is called when `cacheFolder` was made.
 */
export function createChunkLoader(folder: string, cacheFolder: string, onFirstKept?: () => void): Require {
  const requireFromNode = createRequire(join(folder, 'require'));
  const loaded = new Map<string, { exports: object }>();
  const compiled = new Map<string, Script>();

  function load(file: string): object {
    const before = loaded.get(file);
    if (before !== undefined) return before.exports;
    const module = { exports: {} };
    loaded.set(file, module);
    const beside = dirname(file);
    const requireFrom: Require = (id) => (id.startsWith('.') ? load(join(beside, id)) : requireFromNode(id));
    const wrapper = compile(file).runInThisContext() as Wrapper;
    wrapper.call(module.exports, module.exports, requireFrom, module, file, beside);
    return module.exports;
  }

  function compile(file: string): Script {
    const cached = join(cacheFolder, `${relative(folder, file).replaceAll(/[/\\]/g, '+')}.v8`);
    const cachedData = readIfThere(cached);
    // The build leaves no character beyond ASCII in them.
    const script = new Script(
      `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'latin1')}\n})`,
      {
        filename: file,
        ...(cachedData === undefined ? {} : { cachedData }),
      },
    );
    if (cachedData === undefined || script.cachedDataRejected === true) compiled.set(cached, script);
    return script;
  }

  process.once('exit', () => keep(compiled, cacheFolder, onFirstKept));
  return (id) => load(join(folder, id));
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function keep(
  compiled: ReadonlyMap<string, Script>,
  cacheFolder: string,
  onFirstKept: (() => void) | undefined,
): void {
  try {
    const made = compiled.size > 0 ? mkdirSync(cacheFolder, { recursive: true, mode: 0o700 }) : undefined;
    for (const [cached, script] of compiled) {
      // Renamed into its place, so that no other process reads half of it.
      const beside = `${cached}.${process.pid}`;
      try {
        writeFileSync(beside, script.createCachedData(), { mode: 0o600 });
        renameSync(beside, cached);
      } catch (error) {
        rmSync(beside, { force: true });
        throw error;
      }
    }
    if (made !== undefined) onFirstKept?.();
  } catch {
    // A read-only or full disk: the next command compiles again.
  }
}
