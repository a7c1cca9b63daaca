import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { conversionKinds } from '../../src/passwords/convert/conversion-kinds.ts';
import { builtInMappings } from '../../src/sources/csv/built-in-mappings.ts';
import { parseMapping } from '../../src/sources/mapping-file.ts';
import { rowShapeKeys } from '../../src/sources/mapping-row-shape.ts';

const root = join(import.meta.dirname, '..', '..');
const document = readFileSync(join(root, 'docs/mapping.md'), 'utf8');
const blocks = [...document.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);

/** What a complaint says is known. */
function knownAfter(sentence: string): string[] {
  return (sentence.split('nown are ')[1] ?? '').replace(/\.$/, '').split(', ');
}

function complaintOf(text: string): string {
  try {
    parseMapping(text, 'm.yaml');
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return '';
}

describe('docs/mapping.md', () => {
  it('has the mappings that come with idp as they are', () => {
    for (const mapping of Object.values(builtInMappings)) expect(blocks).toContain(mapping);
  });

  it('has the examples that are tried on rows', () => {
    const folder = join(root, 'test/fixtures/sources/csv');
    const examples = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
    expect(examples.length).toBeGreaterThan(3);
    for (const name of examples) expect(blocks).toContain(readFileSync(join(folder, name), 'utf8'));
  });

  it('has no example that idp would refuse', () => {
    for (const text of blocks) expect(complaintOf(text)).toBe('');
  });

  it.each([
    ['every key of the file', 'unknown: 1', 13],
    ['every key of an entry', 'map: {traits.email: {unknown: 1}}', 3],
    ['every key of a hash', 'map: {credentials.password: {unknown: 1}}', 4],
    ['every target', 'map: {unknown.target: a}', 12],
  ])('names %s', (_, text, count) => {
    const known = knownAfter(complaintOf(text));
    expect(known.length).toBe(count);
    expect(known.filter((name) => !document.includes(`\`${name}`))).toEqual([]);
  });

  it('names every key of rows, and every way to read a value', () => {
    expect(rowShapeKeys.filter((key) => !document.includes(`| \`${key}\` |`))).toEqual([]);
    const readings =
      /one of (.*) is expected/.exec(complaintOf('map: {traits.a: {from: a, as: x}}'))?.[1] ?? '';
    expect(readings.split(', ').filter((name) => !document.includes(`\`${name}\``))).toEqual([]);
  });

  it('names every kind of hash', () => {
    const kinds = knownAfter(complaintOf('map: {credentials.password: {from: a, kind: unknown}}'));
    expect(kinds).toEqual([...conversionKinds, 'kratos', 'plain']);
    expect(kinds.filter((kind) => !document.includes(`\`${kind}\``))).toEqual([]);
  });
});
