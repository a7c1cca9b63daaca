import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';

export const idpProgram = join(import.meta.dirname, '..', 'dist', 'bin', 'idp.cjs');

/** How an import went. */
export interface Imported {
  /** Rows a second by the operation's own clock, which runs from the first request to the last line of the journal, without the start of Node. */
  readonly rate: number;
  /** Of the whole process with its start, user and system, in microseconds. */
  readonly cpu: number;
  /** In MB. */
  readonly peak: number;
}

/** Runs `idp import` on a file of so many rows, all of which are to be created. */
export async function importFile(
  file: string,
  rows: number,
  {
    adminUrl,
    publicUrl,
    home,
  }: { readonly adminUrl: string; readonly publicUrl: string; readonly home: string },
): Promise<Imported> {
  const hook = join(home, 'tell-usage.cjs');
  writeFileSync(hook, tellUsage);
  const where = ['--admin-url', adminUrl, '--public-url', publicUrl];
  const child = spawn(
    process.execPath,
    ['--require', hook, idpProgram, ...where, 'import', file, '--format', 'json', '--quiet'],
    { env: { PATH: process.env['PATH'], HOME: home }, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] },
  );
  const [answer, words, usage, [status]] = await Promise.all([
    text(child.stdout as Readable),
    text(child.stderr as Readable),
    text(child.stdio[3] as Readable),
    once(child, 'close') as Promise<[number]>,
  ]);
  if (status !== 0) throw new Error(`idp import ended with ${status}: ${words || answer}`);
  const { results, timing } = JSON.parse(answer) as Answer;
  if (results.created !== rows) throw new Error(`${results.created} of ${rows} rows were created`);
  const seconds = (Date.parse(timing.completed) - Date.parse(timing.started)) / 1000;
  const { peak, cpu } = JSON.parse(usage) as { peak: number; cpu: number };
  return { rate: rows / seconds, cpu, peak: peak / 1024 };
}

type Answer = {
  readonly results: { readonly created: number };
  readonly timing: { readonly started: string; readonly completed: string };
};

/** Of the process alone: what the kernel counts for a child begins with its parent's. */
const tellUsage = `process.on('exit',()=>{const fs=require('node:fs');const {user,system}=process.cpuUsage();
fs.writeSync(3,JSON.stringify({cpu:user+system,peak:Number(/VmHWM:\\s+(\\d+)/.exec(fs.readFileSync('/proc/self/status','utf8'))[1])}))})`;
