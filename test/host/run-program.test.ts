import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram, type ProgramEnd } from '../../src/host/run-program.ts';
import { temporaryFolder, temporaryProgram } from './temporary-programs.ts';

const environment = { PATH: process.env['PATH'] };

const run = (source: string, options: Partial<Parameters<typeof runProgram>[1]> = {}): Promise<ProgramEnd> =>
  runProgram(temporaryProgram(source), { environment, ...options });

const printed = (end: ProgramEnd): string => {
  expect(end.ended).toBe('well');
  return end.ended === 'well' ? new TextDecoder().decode(end.stdout) : '';
};

describe('a program that is run', () => {
  it('gives what it prints, byte for byte', async () => {
    expect(printed(await run(`process.stdout.write('größe \\n\\n')`))).toBe('größe \n\n');
  });

  it('takes arguments as they are, because there is no shell', async () => {
    const [file, script] = temporaryProgram('process.stdout.write(JSON.stringify(process.argv.slice(2)))');
    const hostile = ['$(id)', '; rm -rf x', '*', '', 'a b', '"'];
    expect(JSON.parse(printed(await runProgram([file, script, ...hostile], { environment })))).toEqual(
      hostile,
    );
  });

  it('has nothing on standard input, unless it is given something', async () => {
    const echo = 'process.stdin.pipe(process.stdout)';
    expect(printed(await run(echo))).toBe('');
    expect(printed(await run(echo, { input: 'asked' }))).toBe('asked');
  });

  it('sees its environment without what is meant for idp and for Kratos', async () => {
    const seen = await run('process.stdout.write(JSON.stringify(process.env))', {
      environment: {
        ...environment,
        HOME: '/home/ada',
        IDP_SECRET_ADA__PASSWORD: 'x',
        IDP_SECRETS_PASSPHRASE: 'x',
        KRATOS_ADMIN_URL: 'http://x',
      },
    });
    const names = Object.keys(JSON.parse(printed(seen)) as object);
    expect(names).toEqual(expect.arrayContaining(['PATH', 'HOME']));
    expect(names.filter((name) => /^(IDP|KRATOS)_/.test(name))).toEqual([]);
  });

  it('is told by its exit status where it failed, and by its signal where it was ended', async () => {
    expect(await run(`process.stdout.write('half'); process.exitCode = 3`)).toEqual({
      ended: 'failed',
      how: 'exit status 3',
    });
    expect(await run(`process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1e6)`)).toEqual({
      ended: 'failed',
      how: 'SIGTERM',
    });
  });

  it('is absent where there is none of that name', async () => {
    expect(await runProgram(['no-such-program-of-idp'], { environment })).toEqual({ ended: 'absent' });
  });

  it('may print up to 1 MB', async () => {
    expect(printed(await run(`process.stdout.write('x'.repeat(1_000_000))`))).toHaveLength(1_000_000);
    expect(await run(`process.stdout.write('x'.repeat(10_000_000))`)).toEqual({ ended: 'too-much' });
  });

  it('is ended with its children when its time is over', async () => {
    const { program, childEnded } = withChild();
    expect(await runProgram(program, { environment, timeoutMs: 1000 })).toEqual({ ended: 'timeout' });
    await expect.poll(childEnded).toBe(true);
  });

  it('is ended with its children when idp is interrupted, and not begun afterwards', async () => {
    const { program, childEnded, begun } = withChild();
    const interruption = new AbortController();
    const end = runProgram(program, { environment, signal: interruption.signal });
    await expect.poll(begun).toBe(true);
    interruption.abort();
    expect(await end).toEqual({ ended: 'interrupted' });
    await expect.poll(childEnded).toBe(true);
    expect(await run('', { signal: interruption.signal })).toEqual({ ended: 'interrupted' });
  });
});

/** A program whose child writes its process id down, and holds standard output open for ever, as it does itself. */
function withChild(): {
  program: [string, ...string[]];
  begun: () => boolean;
  childEnded: () => boolean;
} {
  const note = join(temporaryFolder(), 'child');
  const begun = (): boolean => existsSync(note) && readFileSync(note, 'utf8').endsWith('\n');
  return {
    program: ['sh', '-c', `sh -c 'echo $$ > ${note}; exec sleep 1000' & wait`],
    begun,
    childEnded: () => begun() && !isRunning(Number(readFileSync(note, 'utf8'))),
  };
}

function isRunning(pid: number): boolean {
  try {
    // One that nobody has waited for yet has ended all the same.
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
