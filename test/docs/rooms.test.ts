import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** Rooms by name (`actions`, `src/engine`, `src/main.ts`), with the rooms that docs/layout.md lets each use. */
const table = new Map(
  readFileSync(join(root, 'docs/layout.md'), 'utf8')
    .split('\n')
    .filter((line) => /^\| (actions|src)\b/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(
      ([, room = '', , uses = '']) => [room, uses.split(', ').filter((one) => one !== 'nothing')] as const,
    ),
);

/** Sources that belong to every room, because they hold one literal. */
const everybodys = new Set(['src/version.ts']);

function sources(): string[] {
  return ['actions', 'src'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .map((file) => join(folder, String(file)))
      .filter((file) => file.endsWith('.ts') && statSync(join(root, file)).isFile()),
  );
}

function roomOf(file: string): string {
  const [first = '', second = ''] = file.split('/');
  return first === 'actions' ? 'actions' : `src/${second}`;
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/(?:from |import\()'(\.[^']+)'/g)].map(([, target = '']) =>
    normalize(join(dirname(file), target)),
  );
}

describe('the rooms of the house', () => {
  it('are all in docs/layout.md', () => {
    const rooms = new Set(
      sources()
        .filter((file) => !everybodys.has(file))
        .map(roomOf),
    );
    expect([...table.keys()].filter((room) => room !== 'actions.yaml').toSorted()).toEqual(
      [...rooms].toSorted(),
    );
  });

  it('use no room that docs/layout.md does not let them use', () => {
    const crossings = sources().flatMap((file) =>
      importsOf(file)
        .filter((target) => roomOf(target) !== roomOf(file) && !everybodys.has(target))
        .filter((target) => table.get(roomOf(file))?.includes(roomOf(target)) !== true)
        .map((target) => `${file} → ${target}`),
    );
    expect(crossings).toEqual([]);
  });

  it('leave the process, the console and child processes to src/host', () => {
    const touching = sources()
      .filter((file) => roomOf(file) !== 'src/host' && file !== 'src/main.ts')
      .filter((file) =>
        /\bprocess\.\w|\bconsole\.\w+\(|node:(child_process|process|readline|tty)/.test(
          readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''),
        ),
      );
    expect(touching.map((file) => relative('.', file))).toEqual([]);
  });

  it('have no file named after nothing, and none too long to read at one sitting', () => {
    const files = sources();
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|types|misc)\.ts$/.test(file))).toEqual([]);
    const long = files.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 250);
    expect(long).toEqual([]);
  });
});
