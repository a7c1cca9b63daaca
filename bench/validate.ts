import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { keepMemorySteady } from '../src/host/steady-memory.ts';
import { defaultSchema } from '../src/sandbox/schemas/default.ts';
import type { ImportContext } from '../src/transfer/import/import-context.ts';
import { validateInput } from '../src/transfer/check/validate-input.ts';

// How many rows a second of one core `idp import --validate` reads and checks, and as a ratio to a loop that does nothing but read the
// same lines and parse them as JSON, in the same run; and the peak of memory, which must not grow with the file. Each reading is a
// process of its own. Aims: 50,000 rows a second of processor time of JSON lines, 150 MB at 1,000,000 rows.
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    few: { type: 'string', default: '10000' },
    runs: { type: 'string', default: '3' },
    read: { type: 'string' },
    file: { type: 'string' },
  },
});

const readers = {
  'lines, parsed alone': { written: jsonLines, read: parseLines },
  'JSON lines': { written: jsonLines, read: validate },
  'JSON array': { written: jsonArray, read: validate },
} as const;

if (values.read === undefined) await compare(Number(values.rows), Number(values.few), Number(values.runs));
else await readOnce(values.read as keyof typeof readers, values.file ?? '');

async function compare(rows: number, few: number, runs: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'idp-bench-'));
  try {
    console.log(`Node ${process.version}, ${rows} rows; the best of ${runs} runs; peak memory in MB`);
    let bareRate = Number.NaN;
    for (const [name, { written, read }] of Object.entries(readers)) {
      const small = await measure(folder, name, written(few), few, 1);
      const { rate, peak, bytes } = await measure(folder, name, written(rows), rows, runs);
      if (read === parseLines) bareRate = rate;
      const speed = `${rate.toFixed(0).padStart(8)} rows per second of processor  ${(rate / bareRate).toFixed(2).padStart(5)}`;
      const memory = `peak at ${few}: ${small.peak.toFixed(0)}, at ${rows}: ${peak.toFixed(0)}`;
      const aim = name === 'JSON lines' ? '  (at least 50000, at most 150 MB)' : '';
      console.log(`${name.padEnd(20)}${speed}  ${(bytes / rows).toFixed(0)} bytes/row  ${memory}${aim}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure(
  folder: string,
  name: string,
  content: Iterable<string>,
  rows: number,
  runs: number,
): Promise<{ rate: number; peak: number; bytes: number }> {
  const file = join(folder, 'people');
  await pipeline(Readable.from(content), createWriteStream(file));
  const results = Array.from({ length: runs }, () => {
    const script = [import.meta.filename, '--read', name, '--file', file];
    const { stdout, stderr } = spawnSync(process.execPath, script, { encoding: 'utf8' });
    const [read = 0, seconds = 0, peak = 0] = stdout.split(' ').map(Number);
    if (read !== rows) throw new Error(`${name}: ${read} of ${rows} rows are fine. ${stderr}`);
    return { rate: rows / seconds, peak };
  });
  return {
    rate: Math.max(...results.map(({ rate }) => rate)),
    peak: Math.max(...results.map(({ peak }) => peak)),
    bytes: statSync(file).size,
  };
}

/** Prints rows, seconds of processor time, and the peak of memory in MB. */
async function readOnce(name: keyof typeof readers, path: string): Promise<void> {
  const before = process.cpuUsage();
  const rows = await readers[name].read(path);
  const { user, system } = process.cpuUsage(before);
  const [, peak] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  console.log(`${rows} ${(user + system) / 1e6} ${Number(peak) / 1024}`);
}

async function parseLines(path: string): Promise<number> {
  let rows = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (typeof JSON.parse(line) === 'object') rows += 1;
  }
  return rows;
}

/** How many rows would be sent. */
async function validate(path: string): Promise<number> {
  // As the command line does for actions on files.
  keepMemorySteady();
  const workFolder = mkdtempSync(join(tmpdir(), 'idp-bench-'));
  try {
    const kratos = {
      identitySchemas: () => Promise.resolve([{ id: 'default', schema: defaultSchema }]),
      release: () => Promise.resolve('v26.2.0'),
    };
    const context = { kratos, files: { workFolder: () => workFolder }, signal: new AbortController().signal };
    const { read, rejected } = await validateInput({ files: [path] }, context as unknown as ImportContext);
    return read - rejected;
  } finally {
    rmSync(workFolder, { recursive: true });
  }
}

function* jsonLines(rows: number): Generator<string> {
  for (const batch of batches(rows)) yield `${batch.join('\n')}\n`;
}

function* jsonArray(rows: number): Generator<string> {
  let separator = '[';
  for (const batch of batches(rows)) {
    yield separator + batch.join(',');
    separator = ',';
  }
  yield ']';
}

function* batches(rows: number): Generator<string[]> {
  for (let from = 0; from < rows; from += 1000) {
    yield Array.from({ length: Math.min(1000, rows - from) }, (_, at) => JSON.stringify(personOf(from + at)));
  }
}

/** Two identifiers, a name and a bcrypt hash. */
function personOf(row: number): object {
  const number = String(row).padStart(9, '0');
  return {
    schema_id: 'default',
    traits: {
      email: `person-${number}@example.com`,
      username: `person${number}`,
      name: { first: 'Ada', last: `Lovelace ${row % 997}` },
    },
    credentials: {
      password: {
        config: { hashed_password: `$2b$12$N7fvNFBV18WFC${number}wxhjionOK..6R.NbRKe2VuaqVJruG9i` },
      },
    },
  };
}
