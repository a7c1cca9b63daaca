import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = readFileSync('docs/sandbox.md', 'utf8').split('## What it does not do')[1] ?? '';
const documented = [...page.matchAll(/^- \*\*([a-z\d-]+)\*\*:/gm)].map(([, name = '']) => name);
const tests = globSync('test/sandbox/**/differences.test.ts').map((file) => readFileSync(file, 'utf8'));
const asserted = tests.flatMap((text) =>
  [...text.matchAll(/^test\('([a-z\d-]+): /gm)].map(([, name = '']) => name),
);

test('every difference that is documented has a test of its name, and every such test its line', () => {
  expect(documented.length).toBeGreaterThan(0);
  expect([...new Set(asserted)].toSorted()).toEqual(documented.toSorted());
});

test('every item of what it does not do has a name', () => {
  expect(page.match(/^- /gm)).toHaveLength(documented.length);
});
