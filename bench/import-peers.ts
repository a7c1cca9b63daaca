import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Rows a second that one curl for each identity creates, ten of them at once. */
export async function sendByCurl(adminUrl: string, rows: readonly string[], home: string): Promise<number> {
  const file = join(home, 'people.jsonl');
  writeFileSync(file, `${rows.join('\n')}\n`);
  const curl = ['curl', '-sS', '--fail', '-o', '/dev/null', '-H', 'content-type: application/json'];
  const args = [
    '-a',
    file,
    '-d',
    '\n',
    '-P',
    '10',
    '-I',
    '{}',
    ...curl,
    '-d',
    '{}',
    `${adminUrl}/admin/identities`,
  ];
  return rows.length / (await secondsOf('xargs', args));
}

/** The same with Kratos's own command, which sends one identity after the other; undefined where it is not on PATH. */
export async function sendByKratos(
  adminUrl: string,
  rows: readonly string[],
  home: string,
): Promise<number | undefined> {
  if (spawnSync('kratos', ['version']).status !== 0) return undefined;
  const file = join(home, 'people.json');
  writeFileSync(file, `[${rows.join(',')}]`);
  return (
    rows.length /
    (await secondsOf('kratos', ['import', 'identities', file, '--quiet', '--endpoint', adminUrl]))
  );
}

async function secondsOf(command: string, args: readonly string[]): Promise<number> {
  const started = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (words += chunk));
  const [status] = (await once(child, 'close')) as [number];
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${words}`);
  return (performance.now() - started) / 1000;
}
