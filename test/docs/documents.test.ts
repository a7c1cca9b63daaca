import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorTable } from '../../src/errors/error-table.ts';
import { loadAction, readCatalog } from '../../src/host/installation.ts';
import { version } from '../../src/version.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs'), { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];

/** The cells of every row of a document's tables, header and rule aside. */
function rows(document: string): string[][] {
  return read(document)
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe('documents', () => {
  it.each(documents)('%s has no dead link to a file', (document) => {
    const links = [...read(document).matchAll(/\]\((?!https?:)([^)#]+)/g)].map((match) => match[1] ?? '');
    const dead = links.filter((link) => !existsSync(join(root, dirname(document), link)));
    expect(dead).toEqual([]);
  });

  it('docs/exit-codes.md has every code of the error table with its exit status, and no other', () => {
    const said = rows('docs/exit-codes.md').filter(([, code]) => code !== '' && code !== 'code');
    const known = Object.entries(errorTable).map(([code, rule]) => [String(rule.exit), code]);
    expect(said.map(([exit, code]) => [exit, code])).toEqual(known);
  });

  it('README.md lists the actions of the catalog with their effects, in its order', async () => {
    const effects = new Set(['read', 'write', 'destroy']);
    const said = rows('README.md').filter(([, effect]) => effects.has(effect ?? ''));
    const catalog = await readCatalog();
    expect(said.map(([name, effect]) => [name, effect])).toEqual(
      catalog.map((one) => [one.name, one.effect]),
    );
  });

  it('docs/actions.md names the parameters and results of every action', async () => {
    const sections = read('docs/actions.md').split(/^## /m).slice(2);
    const said = sections.map((section) => ({
      name: section.split('\n', 1)[0],
      parameters: namesAfter(section, 'Parameters:'),
      results: namesAfter(section, 'Results:').filter(
        (name) => !['provider', 'subject', 'credential-id'].includes(name),
      ),
    }));
    const known = await Promise.all(
      (await readCatalog()).map(async (entry) => ({
        name: entry.name,
        parameters: Object.keys(entry.params),
        results: Object.keys((await loadAction(entry.name)).results.def.shape),
      })),
    );
    expect(said).toEqual(known);
  });

  it('docs/own-actions.md tells the whole of a handler’s world', () => {
    const source = read('src/engine/define-action.ts');
    const type = /export type ActionContext = \{([\s\S]*?)\n\};/.exec(source)?.[1] ?? '';
    const members = [...type.matchAll(/^ {2}readonly (\w+)/gm)].map((match) => match[1] ?? '');
    expect(members.length).toBeGreaterThan(5);
    const told = read('docs/own-actions.md');
    expect(members.filter((member) => !told.includes(`\`${member}\``))).toEqual([]);
  });

  it('docs/layout.md names only files that exist', () => {
    const named = [
      ...read('docs/layout.md').matchAll(/\b(?:src|actions|test|bench|scripts)\/[\w./-]*\.ts\b/g),
    ];
    expect(named.length).toBeGreaterThan(10);
    expect(named.map(([file]) => file).filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('docs/layout.md has a row for every room of src', () => {
    const told = read('docs/layout.md');
    const rooms = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(rooms.map((room) => room.name).filter((room) => !told.includes(`src/${room}`))).toEqual([]);
  });

  it('.ci/run runs the test command of README.md', () => {
    const [, testCommand] = [...read('README.md').matchAll(/```sh\n(.*)\n```/g)].map((match) => match[1]);
    expect(testCommand).toContain('npm test');
    expect(read('.ci/run')).toContain(`(${testCommand})`);
  });

  it('the version is that of package.json and of the newest entry of CHANGELOG.md', () => {
    const manifest = JSON.parse(read('package.json')) as { version: string };
    const newest = /^## (\d+\.\d+\.\d+)/m.exec(read('CHANGELOG.md'))?.[1];
    expect({ version, newest }).toEqual({ version: manifest.version, newest: manifest.version });
  });
});

/** The names in backticks of the line that begins with a word; in parentheses only where they are results. */
function namesAfter(section: string, word: string): string[] {
  const paragraph = section
    .split('\n')
    .filter((line) => line.startsWith(word))
    .join(' ');
  return [...paragraph.matchAll(/`([\w-]+)`/g)].map((match) => match[1] ?? '');
}
