import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDriver } from './driver.ts';
import { idpCommand, type Served } from './idp-command.ts';
import { median } from './median-times.ts';

// What the embedded Kratos promises: how soon it answers, how fast it creates identities, and that its memory does not
// grow with them. Ratios are of one run; a ceiling that is missed makes the exit status 1. Memory is read from /proc.
const home = mkdtempSync(join(tmpdir(), 'idp-bench-'));
const idp = idpCommand(home);
const inMemory = ['sandbox', '--port', '0', '--public-port', '0', '--memory'];
const onDisk = (folder: string): string[] => [...inMemory.slice(0, -1), '--data-dir', join(home, folder)];
/** Identities a second of a real Kratos with PostgreSQL, on two cores. */
const recordedRate = 330;

// Left to itself, V8 keeps up to 50 MB of garbage more at one time than at another. What is needed all the same shows
// when there is no room for it: a heap that grows with the identities would end the process.
const smallHeap = ['--max-old-space-size=64', '--max-semi-space-size=8'];

try {
  console.log(`Node ${process.version}`);
  await firstAnswer(20);
  await batches(5);
  await memory(100_000);
} finally {
  rmSync(home, { recursive: true });
}

async function firstAnswer(runs: number): Promise<void> {
  const bare: number[] = [];
  const answered: number[] = [];
  // The first three fill caches.
  for (let run = -3; run < runs; run += 1) {
    const beforeBare = performance.now();
    spawnSync(process.execPath, ['-e', '0']);
    const before = performance.now();
    const server = await idp.serve(inMemory);
    const driver = createDriver(server.adminUrl);
    await driver.ask('GET', '/admin/identities');
    const after = performance.now();
    driver.close();
    await server.stop();
    if (run < 0) continue;
    bare.push(before - beforeBare);
    answered.push(after - before);
  }
  const ratio = median(answered) / median(bare);
  report(
    `first answer: ${median(answered).toFixed(0)} ms after the start, ${ratio.toFixed(2)} × node -e 0 (${median(bare).toFixed(0)} ms), medians of ${runs}`,
    ratio <= 6,
    'at most 6',
  );
}

/** Rounds with the same driver by turns; the first counts for nothing. */
async function batches(rounds: number): Promise<void> {
  const realUrl = process.env['IDP_TEST_ADMIN_URL'];
  const server = await idp.serve(onDisk('batches'));
  const sandbox = createDriver(server.adminUrl);
  const real = realUrl === undefined ? undefined : createDriver(realUrl);
  const rates: { sandbox: number[]; real: number[] } = { sandbox: [], real: [] };
  for (let round = 0; round <= rounds; round += 1) {
    const both = { sandbox: await sandbox.createThousand(), real: await real?.createThousand() };
    if (round === 0) continue;
    rates.sandbox.push(both.sandbox);
    if (both.real !== undefined) rates.real.push(both.real);
  }
  await real?.deleteCreated();
  sandbox.close();
  real?.close();
  await server.stop();
  const reference = real === undefined ? recordedRate : median(rates.real);
  const whose =
    real === undefined
      ? `${recordedRate} of a real Kratos with PostgreSQL, recorded elsewhere: set IDP_TEST_ADMIN_URL to measure one`
      : `${reference.toFixed(0)} of the real Kratos`;
  const ratio = median(rates.sandbox) / reference;
  report(
    `1,000 hashed identities in a batch: ${median(rates.sandbox).toFixed(0)} a second, ${ratio.toFixed(1)} × the ${whose}, medians of ${rounds}`,
    ratio >= 3,
    'at least 3',
  );
}

/**
 * Like is compared with like: RSS when 20,000 identities were created and listed, and when all were. Each is a median of
 * ten around that moment, in a heap that is kept small. Flat is what grows by at most a
 * tenth, or 20 MB.
 */
async function memory(identities: number): Promise<void> {
  const server = await idp.serve(onDisk('memory'), smallHeap);
  const driver = createDriver(server.adminUrl);
  const rates: number[] = [];
  const early = await createAndList(20_000);
  const late = await createAndList(identities - 20_000);
  driver.close();
  await server.stop();
  const first = median(rates.slice(0, 10)).toFixed(0);
  const last = median(rates.slice(-10)).toFixed(0);
  const name = identities.toLocaleString('en');
  console.log(`rate: ${first} a second up to 10,000 identities, ${last} up to ${name}`);
  const most = Math.max(early.megabytes * 1.1, early.megabytes + 20);
  report(
    `memory in a heap of 64 MB: ${early.megabytes.toFixed(0)} MB with 20,000 identities created and listed, ${late.megabytes.toFixed(0)} MB with ${name} (listed in ${late.seconds.toFixed(1)} s)`,
    late.megabytes <= most && late.listed === identities,
    `at most ${most.toFixed(0)} MB`,
  );
  await memoryOfMemory();

  async function createAndList(
    more: number,
  ): Promise<{ megabytes: number; listed: number; seconds: number }> {
    const sizes: number[] = [];
    for (let made = 0; made < more; made += 1000) {
      rates.push(await driver.createThousand());
      sizes.push(megabytesOf(server));
    }
    const started = performance.now();
    const listed = await driver.listAll(() => sizes.push(megabytesOf(server)));
    return { megabytes: median(sizes.slice(-10)), listed, seconds: (performance.now() - started) / 1000 };
  }
}

/** Not promised: without a file the data themselves are in memory. */
async function memoryOfMemory(): Promise<void> {
  const server = await idp.serve(inMemory);
  const driver = createDriver(server.adminUrl);
  const sizes: number[] = [];
  for (let batch = 0; batch < 50; batch += 1) {
    await driver.createThousand();
    sizes.push(megabytesOf(server));
  }
  driver.close();
  await server.stop();
  const growth = (median(sizes.slice(-10)) - median(sizes.slice(15, 25))) / 25;
  console.log(`with --memory it grows with the data: by ${growth.toFixed(1)} MB per 1,000 identities`);
}

function megabytesOf({ pid }: Served): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

function report(figure: string, isMet: boolean, ceiling: string): void {
  console.log(`${figure}  (${ceiling}${isMet ? '' : ': MISSED'})`);
  if (!isMet) process.exitCode = 1;
}
