import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createImportJournal } from '../../../src/transfer/import/open-import-journal.ts';
import { removeSpools, spoolsOf } from '../../../src/transfer/import/spool-files.ts';
import { spoolInput } from '../../../src/transfer/import/spool-input.ts';
import { failureOf } from '../../kratos/failure.ts';

describe('an input that can be read once only', () => {
  let folder: string;
  beforeEach(() => (folder = join(mkdtempSync(join(tmpdir(), 'idp-spool-')), 'operations')));
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }));
  const spool = (...chunks: string[]) => spoolInput(streamOf(...chunks), folder, new Date());

  it('is written down as it came, for its owner only', async () => {
    const { file } = await spool('{"a":', '1}\n', '');
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777, statSync(folder).mode & 0o777]).toEqual([
      '{"a":1}\n',
      0o600,
      0o700,
    ]);
  });

  it('gets the number of its operation, and goes when that is finished', async () => {
    const first = await spool('one');
    const second = await spool('two');
    expect(first.keepFor('12')).toBe(join(folder, '12.input'));
    second.keepFor('12', 2);
    expect(spoolsOf(folder, '12').map((file) => readFileSync(file, 'utf8'))).toEqual(['one', 'two']);
    expect([spoolsOf(folder, '1'), readdirSync(folder)]).toEqual([[], ['12-2.input', '12.input']]);
    removeSpools(folder, '12');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves nothing where it is given up, or breaks off', async () => {
    (await spool('one')).discard();
    await expect(spoolInput(breakingOff(), folder, new Date())).rejects.toThrow('the pipe broke');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is removed when a crash left it, and not while somebody holds it', async () => {
    const held = await spool('held');
    const source = join(import.meta.dirname, '../../../src/transfer/import/spool-input.ts');
    const crashing = `
      const { spoolInput } = await import(${JSON.stringify(source)});
      const chunks = (async function* () { yield Buffer.from('lost'); })();
      await spoolInput(chunks, ${JSON.stringify(folder)}, new Date());
      process.kill(process.pid, 'SIGKILL');`;
    const crash = promisify(execFile)(process.execPath, ['--input-type=module', '-e', crashing]);
    await expect(crash).rejects.toMatchObject({ signal: 'SIGKILL' });
    expect(inputsIn(folder)).toHaveLength(2);
    const later = await spoolInput(streamOf('later'), folder, new Date(Date.now() + 60_000));
    expect(
      inputsIn(folder)
        .map((name) => readFileSync(join(folder, name), 'utf8'))
        .toSorted(),
    ).toEqual(['held', 'later']);
    held.discard();
    later.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is removed where its import never began, and stays as long as that can be taken up', async () => {
    (await spool('never begun')).keepFor('12');
    (await spool('begun')).keepFor('13');
    createImportJournal(folder, '13', {}).close();
    writeFileSync(join(folder, '14.db'), 'the journal of another operation');
    (await spoolInput(streamOf('later'), folder, new Date(Date.now() + 7_200_000))).discard();
    expect(readdirSync(folder)).toEqual(['13.import.db', '13.input', '14.db']);
  });

  it('that does not fit on the disk is storage-failed, and leaves nothing', async () => {
    const source = join(import.meta.dirname, '../../../src/transfer/import/spool-input.ts');
    const filling = `
      const { spoolInput } = await import(${JSON.stringify(source)});
      const chunks = (async function* () { for (;;) yield Buffer.alloc(100_000); })();
      await spoolInput(chunks, ${JSON.stringify(folder)}, new Date()).catch(({ code, message }) => console.log(code, message));`;
    const limited = [
      '-c',
      'ulimit -f 2000; exec "$@"',
      'sh',
      process.execPath,
      '--input-type=module',
      '-e',
      filling,
    ];
    const { stdout } = await promisify(execFile)('sh', limited);
    expect(stdout).toMatch(
      new RegExp(`^storage-failed The input cannot be written down in ${folder}: EFBIG: .*\\.\\n$`),
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it('cannot be written where there is no folder: storage-failed', async () => {
    writeFileSync(folder, 'a file where the folder should be');
    const failure = await failureOf(spool('one'));
    expect([failure.code, failure.hint.startsWith('Nothing was sent.')]).toEqual(['storage-failed', true]);
  });
});

const inputsIn = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.input'));

async function* streamOf(...chunks: string[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

async function* breakingOff(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('one');
  throw new Error('the pipe broke');
}
