import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLinesFile } from '../../../src/edges/cli/output-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'idp-lines-'));
  file = join(folder, 'lines');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a file of lines', () => {
  it('has each line as soon as it is written, for its owner alone', () => {
    const lines = openLinesFile(file, { append: false });
    lines.write('1\n');
    expect(readFileSync(file, 'utf8')).toBe('1\n');
    lines.write('2\n');
    lines.close();
    expect(readFileSync(file, 'utf8')).toBe('1\n2\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('replaces what was there at its first line, not sooner, and takes it from others', () => {
    writeFileSync(file, 'earlier\n', { mode: 0o644 });
    openLinesFile(file, { append: false }).close();
    expect(readFileSync(file, 'utf8')).toBe('earlier\n');
    const lines = openLinesFile(file, { append: false });
    lines.write('1\n');
    lines.close();
    expect(readFileSync(file, 'utf8')).toBe('1\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('goes on where it ended, where that is asked for', () => {
    writeFileSync(file, 'earlier\n');
    const lines = openLinesFile(file, { append: true });
    lines.write('1\n');
    lines.close();
    expect(readFileSync(file, 'utf8')).toBe('earlier\n1\n');
  });

  it('is not left behind empty', () => {
    openLinesFile(file, { append: false }).close();
    expect(existsSync(file)).toBe(false);
  });

  it('may be a device', () => {
    const lines = openLinesFile('/dev/null', { append: false });
    lines.write('1\n');
    lines.close();
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('is storage-failed where it is a folder, or in none', () => {
    mkdirSync(file);
    for (const name of [file, join(folder, 'nowhere', 'lines')]) {
      expect(() => openLinesFile(name, { append: false })).toThrow(
        expect.objectContaining({ code: 'storage-failed' }),
      );
    }
  });
});
