import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { userFolders } from '../../../../src/host/folders.ts';
import type { Host, Output } from '../../../../src/host/host.ts';
import { ada } from '../../../history/a-history.ts';

/** A host in a home of its own, which nobody may read from or write to. */
export function aHost(): Host & { readonly home: string; leave(): void } {
  const home = mkdtempSync(join(tmpdir(), 'idp-completion-'));
  const output: Output = { write: never, isTerminal: true };
  return {
    home,
    args: [],
    env: {},
    folders: userFolders({ HOME: home }, 'linux'),
    asker: ada,
    stdout: output,
    stderr: output,
    readStdin: never,
    stdinChunks: never,
    ask: never,
    prompts: undefined,
    progressBar: undefined,
    interruption: never,
    now: never,
    leave: () => rmSync(home, { recursive: true }),
  };
}

function never(): never {
  throw new Error('A completion reads no input and writes nothing of its own.');
}
