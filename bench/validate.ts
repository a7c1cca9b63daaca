import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { startSandbox } from '../src/sandbox/start.ts';

// How many rows a second of one core `idp validate` reads and checks, and as a ratio to a process that does nothing but read the same
// lines and parse them as JSON, in the same run; and the peak of memory, which must not grow with the file. Aims: 50,000 rows of JSON
// lines a second of processor time, start and end included, and 150 MB at 1,000,000 rows.
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    few: { type: 'string', default: '10000' },
    runs: { type: 'string', default: '3' },
  },
});

const program = join(import.meta.dirname, '..', 'dist', 'bin', 'idp.cjs');
const folder = mkdtempSync(join(tmpdir(), 'idp-bench-'));

/** Writes seconds of processor time and the peak of memory in MB of its process. */
const told = join(folder, 'told');
const hook = join(folder, 'tell.cjs');
writeFileSync(
  hook,
  `process.on('exit',()=>{const fs=require('node:fs'),{user,system}=process.cpuUsage();const[,peak]=/VmHWM:\\s+(\\d+)/.exec(fs.readFileSync('/proc/self/status','utf8'));fs.writeFileSync(${JSON.stringify(told)},(user+system)/1e6+' '+peak/1024)})`,
);

const parseLines = `let rows=0;const lines=require('node:readline').createInterface({input:require('node:fs').createReadStream(process.argv[1])});
lines.on('line',(line)=>{if(typeof JSON.parse(line)==='object')rows+=1});lines.on('close',()=>console.log(rows+' rows read'))`;

const sandbox = await startSandbox({ database: ':memory:' });
const { adminUrl, publicUrl } = sandbox;
const validate = [program, 'validate', '--admin-url', adminUrl, '--public-url', publicUrl];
const readings = {
  'lines, parsed alone': { written: jsonLines, args: ['-e', parseLines] },
  'JSON lines': { written: jsonLines, args: validate },
  'JSON array': { written: jsonArray, args: validate },
} as const;

try {
  const rows = Number(values.rows);
  const few = Number(values.few);
  console.log(`Node ${process.version}, ${rows} rows; the best of ${values.runs} runs; peak memory in MB`);
  let bareRate = Number.NaN;
  for (const [name, { written, args }] of Object.entries(readings)) {
    const small = await measure(args, written(few), few, 1);
    const { rate, peak, bytes } = await measure(args, written(rows), rows, Number(values.runs));
    if (args !== validate) bareRate = rate;
    const speed = `${rate.toFixed(0).padStart(8)} rows per second of processor  ${(rate / bareRate).toFixed(2).padStart(5)}`;
    const memory = `peak at ${few}: ${small.peak.toFixed(0)}, at ${rows}: ${peak.toFixed(0)}`;
    const aim = name === 'JSON lines' ? '  (at least 50000, at most 150 MB)' : '';
    console.log(`${name.padEnd(20)}${speed}  ${(bytes / rows).toFixed(0)} bytes/row  ${memory}${aim}`);
  }
} finally {
  await sandbox.close();
  rmSync(folder, { recursive: true });
}

async function measure(
  args: readonly string[],
  content: Iterable<string>,
  rows: number,
  runs: number,
): Promise<{ rate: number; peak: number; bytes: number }> {
  const file = join(folder, 'people');
  await pipeline(Readable.from(content), createWriteStream(file));
  let best = { rate: 0, peak: 0, bytes: statSync(file).size };
  for (let run = 0; run < runs; run += 1) {
    const child = spawn(process.execPath, ['--require', hook, ...args, file], {
      env: { PATH: process.env['PATH'], HOME: folder },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const said = child.stdout.setEncoding('utf8').toArray();
    await once(child, 'exit');
    const text = (await said).join('');
    if (!text.startsWith(`${rows} rows read`)) throw new Error(`${args.join(' ')}: ${text}`);
    if (args === validate && !text.includes(`${rows} fit`)) throw new Error(text);
    const [seconds = 0, peak = 0] = readFileSync(told, 'utf8').split(' ').map(Number);
    best = { ...best, rate: Math.max(best.rate, rows / seconds), peak: Math.max(best.peak, peak) };
  }
  return best;
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
