import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { importFile, type Imported } from './import-idp.ts';
import { people, type People } from './import-people.ts';
import { sendByCurl, sendByKratos } from './import-peers.ts';
import { sendRaw, settingText } from './import-raw.ts';
import { answerAtOnce, realKratos, startEmbedded, type Target } from './import-servers.ts';
import { bestSetting } from './import-sweep.ts';
import { median } from './median-times.ts';

// How fast `idp import` is, as a ratio to the fastest client that can be (import-raw.ts) at the best fixed setting of the same
// server, and to what operators use; what it costs in processor time and memory. On the embedded Kratos, and on a real one
// where IDP_TEST_ADMIN_URL and IDP_TEST_PUBLIC_URL are set, of which only what the bench made is deleted. Runs take turns, and each finds the
// server as empty as the others did. A target that is missed makes the exit status 1.
const { values } = parseArgs({
  options: {
    rows: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    many: { type: 'string', default: '1000000' },
    only: { type: 'string' },
  },
});

const home = mkdtempSync(join(tmpdir(), 'idp-bench-'));
const rounds = Number(values.rounds);
try {
  console.log(`Node ${process.version}`);
  if (isWanted('sandbox')) {
    await compare('the embedded Kratos', () => startEmbedded(home), Number(values.rows ?? 200_000));
  }
  const { IDP_TEST_ADMIN_URL: adminUrl, IDP_TEST_PUBLIC_URL: publicUrl } = process.env;
  if (adminUrl !== undefined && publicUrl !== undefined && isWanted('real')) {
    await compare(
      `Kratos at ${adminUrl}`,
      async () => realKratos(adminUrl, publicUrl),
      Number(values.rows ?? 20_000),
    );
  }
  if (isWanted('memory')) await memory(Number(values.many));
} finally {
  rmSync(home, { recursive: true });
}

function isWanted(part: string): boolean {
  return values.only === undefined || values.only === part;
}

async function compare(name: string, open: () => Promise<Target>, rows: number): Promise<void> {
  console.log(`${name}, ${rows} rows a run:`);
  const swept = await open();
  const setting = await bestSetting(swept, people(), { rows: Math.ceil(rows / 10), rounds: 2 });
  await swept.close();

  const raw = async (): Promise<number> =>
    on(open, async ({ adminUrl }, { take }) => (await sendRaw(adminUrl, take(rows), setting)).rate);
  const before = [await raw()];
  const imported: Imported[] = [];
  for (let round = 0; round < rounds; round += 1) {
    imported.push(await importOnce(open, rows));
    before.push(await raw());
  }
  // Each beside the two that it stands between.
  const ratios = imported.map(({ rate }, at) => (2 * rate) / ((before[at] ?? 0) + (before[at + 1] ?? 0)));
  const rate = median(imported.map((one) => one.rate));
  const shown = ratios.map((ratio) => ratio.toFixed(2)).join(', ');
  report(
    `${rate.toFixed(0)} rows a second, ${median(ratios).toFixed(2)} × the ${median(before).toFixed(0)} of the raw client with ${settingText(setting)} (${shown})`,
    median(ratios) >= 0.95,
    'at least 0.95',
  );
  const start = await importOnce(open, 1);
  const cpu = median(imported.map((one) => (one.cpu - start.cpu) / (rows - 1)));
  report(
    `${(cpu / 10).toFixed(1)} % of one core for 1,000 rows a second: ${cpu.toFixed(0)} µs a row, after ${(start.cpu / 1000).toFixed(0)} ms for the start and one row`,
    cpu < 150,
    'below 15 %',
  );
  await peers(open, rate);
}

/** Fewer rows do, since what is compared is rows a second. */
async function peers(open: () => Promise<Target>, rate: number): Promise<void> {
  const curl = await on(open, ({ adminUrl }, { take }) => sendByCurl(adminUrl, take(500), home));
  report(
    `${(rate / curl).toFixed(1)} × the ${curl.toFixed(0)} of xargs -P 10 curl`,
    rate / curl >= 5,
    'at least 5',
  );
  const kratos = await on(open, ({ adminUrl }, { take }) => sendByKratos(adminUrl, take(500), home));
  if (kratos === undefined) return console.log('  kratos is not on PATH');
  report(
    `${(rate / kratos).toFixed(1)} × the ${kratos.toFixed(0)} of kratos import identities`,
    rate / kratos >= 3,
    'at least 3',
  );
}

async function importOnce(open: () => Promise<Target>, rows: number): Promise<Imported> {
  return on(open, async ({ adminUrl, publicUrl }, { take }) => {
    const file = join(home, 'people.jsonl');
    await write(file, jsonLines(rows, take));
    return importFile(file, rows, { adminUrl, publicUrl, home });
  });
}

/** Something on a server of its own, or on one that is as empty afterwards as it was. */
async function on<T>(
  open: () => Promise<Target>,
  work: (target: Target, made: People) => Promise<T>,
): Promise<T> {
  const target = await open();
  const made = people();
  try {
    return await work(target, made);
  } finally {
    await target.clear(made.prefix);
    await target.close();
  }
}

async function memory(many: number): Promise<void> {
  console.log('in front of the embedded Kratos something that answers batches at once:');
  for (const [form, content] of Object.entries({ 'JSON lines': jsonLines, 'a JSON array': jsonArray })) {
    for (const rows of [Math.min(10_000, many), many]) {
      const target = await answerAtOnce(await startEmbedded(home));
      const file = join(home, 'people.json');
      await write(file, content(rows, people().take));
      const { peak, rate, cpu } = await importFile(file, rows, { ...target, home });
      await target.close();
      rmSync(file);
      report(
        `${rows.toLocaleString('en')} rows of ${form}: peak of ${peak.toFixed(0)} MB; ${rate.toFixed(0)} rows a second, ${(cpu / rows).toFixed(0)} µs of processor a row`,
        peak < 150,
        'below 150 MB',
      );
    }
  }
}

type Take = People['take'];

function* jsonLines(rows: number, take: Take): Generator<string> {
  for (let from = 0; from < rows; from += 1000) yield `${take(Math.min(1000, rows - from)).join('\n')}\n`;
}

function* jsonArray(rows: number, take: Take): Generator<string> {
  for (let from = 0; from < rows; from += 1000) {
    yield (from === 0 ? '[' : ',') + take(Math.min(1000, rows - from)).join(',');
  }
  yield ']\n';
}

function write(file: string, content: Iterable<string>): Promise<void> {
  return pipeline(Readable.from(content), createWriteStream(file));
}

function report(figure: string, isMet: boolean, target: string): void {
  console.log(`  ${figure}  (${target}${isMet ? '' : ': MISSED'})`);
  if (!isMet) process.exitCode = 1;
}
