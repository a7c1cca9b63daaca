import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requireWritableReport, writeReport } from '../../../src/transfer/report/write-report.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'idp-report-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the file of a report', () => {
  it('is there whole, for everybody to read, and nothing is left beside it', () => {
    const file = join(folder, 'report.html');
    requireWritableReport(file);
    expect(readdirSync(folder)).toEqual([]);
    writeReport(file, '<p/>');
    expect(readFileSync(file, 'utf8')).toBe('<p/>');
    expect(statSync(file).mode & 0o777 & ~0o022).toBe(0o644);
    expect(readdirSync(folder)).toEqual(['report.html']);
  });

  it('takes the place of an earlier one, also of what a link leads to', () => {
    const [file, link] = [join(folder, 'report.html'), join(folder, 'link')];
    writeFileSync(file, 'before');
    symlinkSync('report.html', link);
    requireWritableReport(link);
    writeReport(link, 'after');
    expect(readFileSync(file, 'utf8')).toBe('after');
    expect(readdirSync(folder)).toEqual(['link', 'report.html']);
  });

  it('is refused before anything is sent, where it cannot be written', () => {
    expect(() => requireWritableReport(folder)).toThrow(/cannot be written to .*: it is a folder/);
    expect(() => requireWritableReport(join(folder, 'nowhere', 'report.html'))).toThrow(
      expect.objectContaining({ code: 'storage-failed' }) as Error,
    );
  });

  it('leaves nothing behind where it fails', () => {
    const file = join(folder, 'report.html');
    mkdirSync(file);
    expect(() => writeReport(join(file, 'nowhere', 'report.html'), '')).toThrow(
      expect.objectContaining({ code: 'storage-failed' }) as Error,
    );
    chmodSync(file, 0o755);
    expect(readdirSync(file)).toEqual([]);
  });

  it('may be a device', () => {
    requireWritableReport('/dev/null');
    writeReport('/dev/null', '<p/>');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });
});
