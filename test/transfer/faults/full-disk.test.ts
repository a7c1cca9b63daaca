import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { main } from '../../cli/user.ts';
import { emailsIn, expectAllIn, faultyImport, people, type FaultyImport } from './faulty-import.ts';

describe('an import whose disk is full', () => {
  let run: FaultyImport | undefined;
  afterEach(async () => {
    await run?.close();
    run = undefined;
  });

  it('of the journal stops with one sentence, and goes on with idp resume when there is room again', async () => {
    run = await faultyImport(people(4000), {});
    const { code, stdout, stderr } = await withSmallFiles(
      run,
      'import',
      run.file,
      '--format',
      'json',
      '--quiet',
    );
    expect(code).toBe(1);
    const { error, results } = JSON.parse(stdout) as {
      error: Record<string, string>;
      results: { created: number };
    };
    expect(error).toMatchObject({ code: 'storage-failed' });
    expect(error['message']).toMatch(/^The journal of the import, .*, cannot be used: disk I\/O error\.$/);
    expect(error['hint']).toContain('idp resume 1');
    expect(stderr.split('\n').filter((line) => line.startsWith('error:'))).toHaveLength(1);
    // What it says is there; what is there beyond that is known as on its way.
    const there = (await emailsIn(run)).length;
    expect(there).toBeGreaterThanOrEqual(results.created);
    expect(there).toBeLessThan(4000);
    await expectAllIn(run, await run.resume('1'), 4000);
  });

  it('of the rejects stops with one sentence; what went in before stays in', async () => {
    run = await faultyImport([...people(30), { traits: { email: 'none' } }], {});
    const ended = await run.run('--rejects', '/dev/full');
    expect(ended.exit).toBe(1);
    expect(ended.outcome.error).toMatchObject({
      code: 'storage-failed',
      message: 'The file of rejects, /dev/full, cannot be written: ENOSPC: no space left on device, write.',
    });
    expect(ended.outcome.results).toMatchObject({ rejected: 0 });
    expect((await emailsIn(run)).length).toBeGreaterThanOrEqual(Number(ended.outcome.results['created']));
  });
});

/** A process that may not write a file of more than half a megabyte or a whole one. */
async function withSmallFiles(
  { user }: FaultyImport,
  ...words: readonly string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const limited = ['-c', 'ulimit -f 1000; exec "$@"', 'sh', process.execPath, main, ...words];
  return promisify(execFile)('sh', limited, { env: user.env }).then(
    (ended) => ({ code: 0, ...ended }),
    (error: unknown) => error as { code: number; stdout: string; stderr: string },
  );
}
