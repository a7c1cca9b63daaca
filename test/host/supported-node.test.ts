import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isSupportedNode } from '../../src/host/supported-node.ts';
import { version } from '../../src/version.ts';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  version: string;
  engines: { node: string };
};

it('package.json asks for the Nodes that the command accepts', () => {
  expect(manifest.engines.node).toBe('^22.22.2 || ^24.15 || >=26');
});

it.each([
  'v22.22.2',
  'v22.22.10',
  'v22.23.0',
  'v24.15.0',
  'v24.21.0',
  'v24.100.0',
  'v26.0.0',
  'v27.1.3',
  'v100.0.0',
])('accepts %s', (node) => expect(isSupportedNode(node)).toBe(true));

it.each([
  'v8.17.0',
  'v18.20.8',
  'v20.19.5',
  'v22.0.0',
  'v22.22.1',
  'v23.11.0',
  'v24.0.0',
  'v24.14.9',
  'v25.9.0',
])('refuses %s', (node) => expect(isSupportedNode(node)).toBe(false));

it('the version it tells is that of package.json', () => {
  expect(version).toBe(manifest.version);
});
