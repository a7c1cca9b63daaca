import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crashAndResume, crashPlan, targets } from '../test/cli/crash/crash-run.ts';

// What a run over many promises when it is killed: as test/cli/crash says, with more seeds and with the built command.
// IDP_TEST_SEED repeats a run, IDP_TEST_RUNS makes it longer or shorter. Anything that must not be makes the exit status 1.
const seed = Number(process.env['IDP_TEST_SEED'] ?? randomInt(2 ** 31));
const runs = Number(process.env['IDP_TEST_RUNS'] ?? 30);
const program = join(import.meta.dirname, '..', 'dist', 'bin', 'idp.cjs');

console.log(`Node ${process.version}, IDP_TEST_SEED=${seed} IDP_TEST_RUNS=${runs}, ${targets} targets`);
let broken = 0;
let uncertainOnes = 0;
for (let run = 0; run < runs; run += 1) {
  const plan = crashPlan(seed + run);
  const home = mkdtempSync(join(tmpdir(), 'idp-crash-'));
  try {
    const { completed, uncertain, problems } = await crashAndResume(
      { program, home, env: { PATH: process.env['PATH'], HOME: home } },
      plan,
    );
    const where = `request ${plan.request} (${plan.moment}, ${plan.concurrency} at once)`;
    const verdict = problems.length === 0 ? 'each done once' : problems.join('; ');
    console.log(
      `seed ${plan.seed}: killed at ${where}: ${completed} done, ${uncertain} uncertain; resumed: ${verdict}`,
    );
    uncertainOnes += uncertain;
    if (problems.length > 0) broken += 1;
  } finally {
    rmSync(home, { recursive: true });
  }
}
console.log(
  `${runs} kills, ${uncertainOnes} tasks uncertain and said so, ${broken} runs broken  (none may be)`,
);
if (broken > 0) process.exitCode = 1;
