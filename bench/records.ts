import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { csv, jsonArray, jsonLines, ldif, tsv } from './record-files.ts';
import { openInput } from '../src/records/open-input.ts';
import { readCsvRecords } from '../src/records/read-csv-records.ts';
import { readJsonRecords } from '../src/records/read-json-records.ts';
import { readLdifRecords } from '../src/records/read-ldif-records.ts';
import { readTsvRecords } from '../src/records/read-tsv-records.ts';

// How fast files of records are read, as a ratio to a naive reader of the same people as JSON lines (readline, JSON.parse), which looks
// at nothing, and the peak of memory, which must not grow with the file. Each reading is a process of its own.
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    few: { type: 'string', default: '10000' },
    runs: { type: 'string', default: '3' },
    read: { type: 'string' },
    file: { type: 'string' },
  },
});

const formats = {
  'naive lines': { written: jsonLines, read: naive },
  'JSON lines': { written: jsonLines, read: readJsonRecords },
  'JSON array': { written: jsonArray, read: readJsonRecords },
  CSV: { written: csv, read: readCsvRecords },
  TSV: { written: tsv, read: readTsvRecords },
  LDIF: { written: ldif, read: readLdifRecords },
} as const;

const aims: Readonly<Record<string, number>> = {
  'JSON lines': 0.6,
  'JSON array': 0.4,
  CSV: 0.3,
  TSV: 1,
  LDIF: 0.25,
};

if (values.read === undefined) await compare(Number(values.rows), Number(values.few), Number(values.runs));
else await readOnce(values.read as keyof typeof formats, values.file ?? '');

async function compare(rows: number, few: number, runs: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'idp-bench-'));
  try {
    console.log(`Node ${process.version}, ${rows} rows; the best of ${runs} runs; peak memory in MB`);
    let naiveRate = Number.NaN;
    for (const [name, { written }] of Object.entries(formats)) {
      const small = await measure(folder, name, written(few), few, 1);
      const { rate, peak, bytes } = await measure(folder, name, written(rows), rows, runs);
      if (name === 'naive lines') naiveRate = rate;
      const speed = `${rate.toFixed(0).padStart(8)} rows/s  ${(rate / naiveRate).toFixed(2).padStart(5)}`;
      const memory = `peak at ${few}: ${small.peak.toFixed(0)}, at ${rows}: ${peak.toFixed(0)}`;
      const aim = aims[name] === undefined ? '' : `  (at least ${aims[name]}, at most 150 MB)`;
      console.log(
        `${name.padEnd(12)}${speed}  ${(bytes / rows).toFixed(0).padStart(4)} bytes/row  ${memory}${aim}`,
      );
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
  const file = join(folder, 'records');
  await pipeline(Readable.from(content), createWriteStream(file));
  const results = Array.from({ length: runs }, () => {
    const script = [import.meta.filename, '--read', name, '--file', file];
    const { stdout, stderr } = spawnSync(process.execPath, script, { encoding: 'utf8' });
    const [read = 0, seconds = 0, peak = 0] = stdout.split(' ').map(Number);
    if (read !== rows) throw new Error(`${name}: ${read} of ${rows} rows were read. ${stderr}`);
    return { rate: rows / seconds, peak };
  });
  return {
    rate: Math.max(...results.map(({ rate }) => rate)),
    peak: Math.max(...results.map(({ peak }) => peak)),
    bytes: statSync(file).size,
  };
}

/** Prints rows, seconds and the peak of memory in MB. */
async function readOnce(name: keyof typeof formats, path: string): Promise<void> {
  const started = performance.now();
  let rows = 0;
  for await (const chunk of formats[name].read(await openInput(path))) {
    for (const item of chunk) {
      if (!('record' in item)) throw new Error(item.problem.message);
      rows += 1;
    }
  }
  const seconds = (performance.now() - started) / 1000;
  console.log(`${rows} ${seconds} ${process.resourceUsage().maxRSS / 1024}`);
}

async function* naive({ name, close }: { name: string; close: () => void }) {
  close();
  for await (const line of createInterface({ input: createReadStream(name) })) {
    yield [{ record: JSON.parse(line) as object }] as const;
  }
}
