import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseCatalog } from '../../src/engine/parse-catalog.ts';
import { runBuild } from './run-build.ts';

describe('a build from a catalog that cannot be', () => {
  const yaml = readFileSync('actions.yaml', 'utf8');
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'idp-build-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('ends with the sentence of the command: file, line, column', () => {
    const broken = yaml.replace('effect: read', 'effect: reed');
    const { status, stderr } = runBuild(folder, broken);
    const [sentence = ''] = stderr.split('\n');
    expect(status).toBe(1);
    expect(sentence).toMatch(/^error: actions\.yaml:\d+:\d+: action get-identity: effect must be one of /);
    expect(() => parseCatalog(broken, 'actions.yaml')).toThrow(sentence.replace('error: ', ''));
    expect(readdirSync(folder)).toEqual(['actions.yaml']);
  });

  it('ends with the sentence of the command where a handler is missing', () => {
    const entry = /^get-identity:\n(?: .*\n)+/m.exec(yaml)?.[0] ?? '';
    const unhandled = entry.replace('get-identity', 'paint-identity').replace(/^ +aliases:.*\n/m, '');
    const { status, stderr } = runBuild(folder, `${yaml}\n${unhandled}`);
    expect(status).toBe(1);
    expect(stderr.split('\n')[0]).toBe(
      'error: actions.yaml has paint-identity, but its handler actions/paint-identity.ts is missing.',
    );
    expect(readdirSync(folder)).toEqual(['actions.yaml']);
  });
});
