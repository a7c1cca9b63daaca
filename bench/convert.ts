import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { type ExportFiles, exportsOf } from './convert-files.ts';

// How fast `idp convert` makes identities of an export, as a ratio to a process that does nothing but read the same lines, parse
// and write them as JSON, in the same run; and the peak of memory, which must not grow with the export: the index of addresses
// has 9 MB of memory, and V8 its garbage. Aim: at most 300 MB at 1,000,000 records.
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    few: { type: 'string', default: '10000' },
    only: { type: 'string' },
  },
});

const idp = join(import.meta.dirname, '..', 'dist', 'bin', 'idp.cjs');

/** Of the process alone: what the kernel counts for a child begins with its parent's. */
const tellPeak = `process.on('exit',()=>{const fs=require('node:fs');fs.writeSync(3,/VmHWM:\\s+(\\d+)/.exec(fs.readFileSync('/proc/self/status','utf8'))[1])})`;

const naive = `const lines=require('node:readline').createInterface({input:require('node:fs').createReadStream(process.argv[1])});
(async()=>{for await(const line of lines)process.stdout.write(JSON.stringify(JSON.parse(line))+'\\n')||await new Promise(go=>process.stdout.once('drain',go))})()`;

const folder = mkdtempSync(join(tmpdir(), 'idp-bench-'));
const hook = join(folder, 'tell-peak.cjs');
await pipeline(Readable.from([tellPeak]), createWriteStream(hook));
try {
  const rows = Number(values.rows);
  const few = Number(values.few);
  console.log(`Node ${process.version}; ${rows} records, and ${few}; peak memory in MB`);
  const lines = await written(exportsOf('auth0', rows).slice(0, 1), 'naive');
  const plain = run(['-e', naive, ...lines.paths]);
  lines.remove();
  report('JSON lines parsed and written', rows, plain, plain.seconds);
  for (const source of ['auth0', 'keycloak', 'clerk'] as const) {
    if (values.only !== undefined && values.only !== source) continue;
    const small = await convert(source, few);
    const big = await convert(source, rows);
    report(source, rows, big, plain.seconds, `peak at ${few}: ${small.peak.toFixed(0)}, `);
  }
} finally {
  rmSync(folder, { recursive: true });
}

type Run = { readonly seconds: number; readonly peak: number };

async function convert(source: 'auth0' | 'keycloak' | 'clerk', rows: number): Promise<Run> {
  const { paths, remove } = await written(exportsOf(source, rows), source);
  const output = join(folder, 'people.jsonl');
  const done = run([idp, 'convert', '--from', source, ...paths, '-o', output]);
  const identities = spawnSync('wc', ['-l', output], { encoding: 'utf8' });
  if (Number.parseInt(identities.stdout, 10) !== rows) throw new Error(`${source}: ${identities.stdout}`);
  if (statSync(output).size === 0) throw new Error(`${source}: nothing was written`);
  remove();
  return done;
}

async function written(files: ExportFiles, name: string) {
  const paths: string[] = [];
  for (const [place, content] of files.entries()) {
    const path = join(folder, `${name}-${place}`);
    await pipeline(Readable.from(content), createWriteStream(path));
    paths.push(path);
  }
  return { paths, remove: () => paths.forEach((path) => rmSync(path)) };
}

function run(args: readonly string[]): Run {
  const started = performance.now();
  const { status, stderr, output } = spawnSync(process.execPath, ['--require', hook, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, XDG_CACHE_HOME: folder },
  });
  if (status !== 0) throw new Error(stderr);
  return { seconds: (performance.now() - started) / 1000, peak: Number(output[3]) / 1024 };
}

function report(what: string, rows: number, { seconds, peak }: Run, base: number, more = ''): void {
  const speed = `${(rows / seconds).toFixed(0).padStart(8)} records/s  ${(seconds / base).toFixed(2).padStart(5)} × the time`;
  console.log(`${what.padEnd(30)}${speed}  ${more}peak: ${peak.toFixed(0)}`);
}
