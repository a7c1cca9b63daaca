import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmbedded, type KratosUnderTest } from '../../actions/kratos-under-test.ts';
import { ctrlD, enter, openTerminal } from '../terminal.ts';
import { createUser, type User } from '../user.ts';

let kratos: KratosUnderTest;
let user: User;
beforeAll(async () => (kratos = await startEmbedded()));
afterAll(() => kratos.close());
beforeEach(() => (user = createUser()));
afterEach(() => user.leave());

/** A file of so many people whom nobody has met, and of lines that are cut. */
function people(count: number, cut = 0): string {
  const name = crypto.randomUUID();
  const file = join(user.home, 'people.jsonl');
  const lines = Array.from({ length: count }, (_, at) =>
    JSON.stringify({ schema_id: 'default', traits: { email: `${name}-${at}@example.com` } }),
  );
  writeFileSync(file, [...lines, ...Array.from({ length: cut }, () => '{"traits":'), ''].join('\n'));
  return file;
}

const importing = (file: string, more = ''): string =>
  `import ${file} --admin-url ${kratos.adminUrl} --public-url ${kratos.publicUrl} ${more}`;

const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('an import off a terminal', () => {
  it('tells at least once how far it is, on standard error; standard output has the answer alone', async () => {
    const { exit, stdout, stderr } = await user.run(importing(people(30), '--format json'));
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      results: { read: 30, created: 30, rejected: 0, changed: true },
    });
    const last = jsonLines(stderr).at(-1);
    expect(last).toMatchObject({ read: 30, created: 30, 'eta-seconds': 0 });
    expect(last?.['bytes-read']).toBe(last?.['bytes-all']);
  });

  it('says nothing with --quiet but what went wrong', async () => {
    const { exit, stderr } = await user.run(importing(people(3, 1), '--quiet'));
    expect(exit).toBe(6);
    expect(stderr).toMatch(
      /^error: 1 rejected of 4 rows\.\n {2}Mend the 1 that could not be read in the files .*\n$/,
    );
  });

  it('alerts when more are rejected than --max-reject-share allows', async () => {
    const { exit, stderr } = await user.run(importing(people(150, 50), '--max-reject-share 0.2'));
    expect(exit).toBe(6);
    expect(jsonLines(stderr).find((line) => 'alert' in line)).toMatchObject({
      alert: 'reject-share',
      'max-reject-share': 0.2,
      rejected: 50,
      read: 200,
    });
  });

  it('ends with counts in a column, reasons, files and what to do next', async () => {
    const file = people(3, 1);
    const { stdout } = await user.run(importing(file));
    expect(stdout).toContain('read       4\ncreated    3\nupdated    0\n');
    expect(stdout).toContain('by reason\n  syntax  1');
    expect(stdout).toContain(`rejects  ${join(user.home, 'people.rejects.jsonl')}\n`);
    expect(stdout).toMatch(/\nidp verify \d+ /);
  });
});

describe('an import on a terminal', () => {
  it.each([80, 40])('is one line of at most %d columns that is gone at the end', async (columns) => {
    const terminal = openTerminal(
      user,
      importing(people(500, 1), `-o ${join(user.home, 'answer')}`),
      {},
      '',
      { columns },
    );
    expect(await terminal.ended).toBe(6);
    const drawn = terminal
      .raw()
      .split('\u001B[1G')
      .slice(1, -1)
      .map((line) => stripVTControlCharacters(line));
    expect(drawn.length).toBeGreaterThan(0);
    expect(Math.max(...drawn.map((line) => line.length))).toBeLessThanOrEqual(columns);
    expect(drawn.at(-1)).toMatch(columns === 80 ? /100%.* new 500 .*rej 1/ : /100%/);
    expect(terminal.shown()).not.toContain('"rate-now"');
    expect(terminal.raw().split('\u001B[1G\u001B[2K').at(-1)).toMatch(/^\S*error:/);
  });

  it('says that it waits for the keyboard', async () => {
    const terminal = openTerminal(user, importing('-', '--yes'));
    await terminal.answer(
      'read from the keyboard',
      `{"traits":{"email":"typed@example.com"}}${enter}${ctrlD}`,
    );
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toMatch(/created +1/);
  });

  it('has no colours with NO_COLOR', async () => {
    const terminal = openTerminal(user, importing(people(20, 1)), { NO_COLOR: '1' }, '', { columns: 80 });
    expect(await terminal.ended).toBe(6);
    expect(terminal.shown()).toContain('rej 1');
    expect(
      terminal
        .raw()
        .split('\u001B[')
        .some((text) => /^3\dm/.test(text)),
    ).toBe(false);
  });
});

describe('--report', () => {
  it('is a page about the import, also of one that had rejects', async () => {
    const report = join(user.home, 'report.html');
    const { outcome } = await user.run(importing(people(30, 2), `--format json --report ${report}`));
    const page = readFileSync(report, 'utf8');
    expect(page).toContain(`<h1>Import ${outcome.operation} into ${new URL(kratos.adminUrl).host}</h1>`);
    expect(page).toContain('<dt>created</dt><dd>30</dd>');
    expect(page).toMatch(/<th scope="row">syntax<\/th><td class="number">2<\/td>/);
    expect(page).not.toContain('@example.com');
  });

  it('stops the import before anything is sent where it cannot be written', async () => {
    const file = people(3);
    const { exit, stderr } = await user.run(
      importing(file, `--report ${join(user.home, 'nowhere', 'report.html')}`),
    );
    expect(exit).toBe(1);
    expect(stderr).toContain('error: The report cannot be written to');
    expect((await user.run(importing(file, '--format json'))).outcome.results).toMatchObject({ created: 3 });
  });
});
