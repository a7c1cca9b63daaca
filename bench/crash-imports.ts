import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killAndResumeImport, killPlan, rowsOfKilled } from '../test/transfer/faults/killed-import.ts';

// What an import promises when it is killed: as test/transfer/faults says, with more seeds and with the built command.
// IDP_TEST_SEED repeats a run, IDP_TEST_RUNS makes it longer or shorter. Anything that must not be makes the exit status 1.
const seed = Number(process.env['IDP_TEST_SEED'] ?? randomInt(2 ** 31));
const runs = Number(process.env['IDP_TEST_RUNS'] ?? 50);
const program = join(import.meta.dirname, '..', 'dist', 'bin', 'idp.cjs');

console.log(`Node ${process.version}, IDP_TEST_SEED=${seed} IDP_TEST_RUNS=${runs}, ${rowsOfKilled} rows`);
let broken = 0;
let allKills = 0;
for (let run = 0; run < runs; run += 1) {
  const plan = killPlan(seed + run);
  const home = mkdtempSync(join(tmpdir(), 'idp-crash-'));
  try {
    const desk = { program, home, env: { PATH: process.env['PATH'], HOME: home } };
    const { kills, there, problems } = await killAndResumeImport(desk, plan);
    const again = plan.again === undefined ? '' : `, again ${plan.again} later`;
    const where = `request ${plan.request} (${plan.moment}${again})`;
    const verdict = problems.length === 0 ? 'everybody there once' : problems.join('; ');
    console.log(
      `seed ${plan.seed}: killed ${kills} times, at ${where}: ${there} were there; resumed: ${verdict}`,
    );
    allKills += kills;
    if (problems.length > 0) broken += 1;
  } finally {
    rmSync(home, { recursive: true });
  }
}
console.log(`${allKills} kills, ${broken} imports of ${runs} broken  (none may be)`);
if (broken > 0) process.exitCode = 1;
