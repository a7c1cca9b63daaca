import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { medianTimes } from './median-times.ts';

// How long a press of TAB takes, from the start of the built command to its exit, as a ratio to a Node that does nothing.
// It is to be at most 2.
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '30' },
    warmup: { type: 'string', default: '3' },
    program: { type: 'string', default: join(import.meta.dirname, '..', 'dist', 'bin', 'idp.cjs') },
  },
});
const rounds = { warmup: Number(values.warmup), runs: Math.max(20, Number(values.runs)) };

const home = mkdtempSync(join(tmpdir(), 'idp-bench-'));
try {
  node([values.program, 'context', 'add', 'prod', '--admin-url', 'http://127.0.0.1:4434']);
  const times = medianTimes(
    {
      'node -e 0': () => void node(['-e', '0']),
      'a command': () => press('idp ru', 'run'),
      'an action': () => press('idp run get-', 'get-identity'),
      'a parameter': () => press('idp run list-sessions sta', 'state='),
      'a value': () => press('idp run list-sessions state=act', 'state=active'),
      'a context': () => press('idp context use p', 'prod'),
    },
    rounds,
  );
  const bare = times.get('node -e 0') ?? Number.NaN;
  console.log(`Node ${process.version}, medians of ${rounds.runs} interleaved runs`);
  for (const [name, ms] of times) {
    const aim = name === 'node -e 0' ? '' : '  (at most 2.0)';
    console.log(
      `${name.padEnd(12)} ${ms.toFixed(0).padStart(5)} ms  ${(ms / bare).toFixed(2).padStart(6)}${aim}`,
    );
  }
} finally {
  rmSync(home, { recursive: true });
}

/** What the script of bash does at TAB. */
function press(line: string, expected: string): void {
  const answer = node([values.program, 'completion', 'bash', '--answer'], { IDP_COMPLETION: line });
  if (!answer.startsWith(`words\n${expected}`)) throw new Error(`${line} was answered with: ${answer}`);
}

function node(args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    env: { PATH: process.env['PATH'], HOME: home, ...env },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}
