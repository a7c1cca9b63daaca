import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { idpCommand, type Idp } from './idp-command.ts';
import { medianTimes } from './median-times.ts';

// How long a quick command takes from its start to its exit, as a ratio to a Node that does nothing. Milliseconds on
// a shared machine say little, and so do two runs: every round times each case once, and all ratios are of one run.
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '30' }, warmup: { type: 'string', default: '3' } },
});
const rounds = { warmup: Number(values.warmup), runs: Math.max(20, Number(values.runs)) };

const home = mkdtempSync(join(tmpdir(), 'idp-bench-'));
const idp = idpCommand(home);
const server = await idp.serve(['sandbox', '--memory', '--port', '0', '--public-port', '0']);
try {
  const running = ['--admin-url', server.adminUrl];
  const getIdentity = ['run', 'get-identity', 'ada@example.com'];
  addAda(idp, running);
  addAda(idp, ['--sandbox']);
  const times = medianTimes(
    {
      'node -e 0': () => idp.node(['-e', '0']),
      'idp --version': () => idp.run(['--version']),
      'get-identity, running server': () => idp.run([...running, ...getIdentity]),
      'get-identity --sandbox': () => idp.run(['--sandbox', ...getIdentity]),
    },
    rounds,
  );
  print(times);
} finally {
  await server.stop();
  rmSync(home, { recursive: true });
}

function addAda(command: Idp, where: readonly string[]): void {
  command.run([...where, 'run', 'create-admin-account', 'username=ada', 'email=ada@example.com']);
}

function print(times: ReadonlyMap<string, number>): void {
  const targets: Readonly<Record<string, number>> = {
    'idp --version': 1.5,
    'get-identity, running server': 2.3,
    'get-identity --sandbox': 10,
  };
  const bare = times.get('node -e 0') ?? Number.NaN;
  console.log(`Node ${process.version}, medians of ${rounds.runs} interleaved runs`);
  for (const [name, ms] of times) {
    const target = targets[name];
    const aim = target === undefined ? '' : `  (at most ${target.toFixed(1)})`;
    console.log(
      `${name.padEnd(30)} ${ms.toFixed(0).padStart(5)} ms  ${(ms / bare).toFixed(2).padStart(6)}${aim}`,
    );
  }
}
