import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const module = join(import.meta.dirname, '..', '..', 'src', 'host', 'ending-signals.ts');
const script = `
  const { listenForSignals } = await import(${JSON.stringify(module)});
  const { signal, received } = listenForSignals();
  signal.addEventListener('abort', () => console.log('aborted by ' + received()));
  console.log('listening');
  setInterval(() => {}, 1_000_000);
`;

it('the first signal aborts and is remembered; a second ends a process that does not end by itself', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = child.stdout.setEncoding('utf8');
  expect(await once(lines, 'data')).toEqual(['listening\n']);
  child.kill('SIGTERM');
  expect(await once(lines, 'data')).toEqual(['aborted by SIGTERM\n']);
  child.kill('SIGINT');
  // Which shells report as 143.
  expect(await once(child, 'exit')).toEqual([null, 'SIGTERM']);
});
