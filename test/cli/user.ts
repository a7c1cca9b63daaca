import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Readable } from 'node:stream';
import { runCli } from '../../src/edges/cli/cli.ts';
import type { Outcome } from '../../src/engine/outcome.ts';
import { userFolders } from '../../src/host/folders.ts';
import { ada } from '../history/a-history.ts';

/** Somebody at a shell: runs `idp` from the sources as a child process, with folders of their own. */
export type User = {
  readonly home: string;
  /** Where idp keeps this user's data and contexts. */
  readonly dataFolder: string;
  readonly configFolder: string;
  readonly env: NodeJS.ProcessEnv;
  /** A line whose words are parted by blanks, or its words where one of them holds a blank. */
  run(line: string | readonly string[], options?: RunOptions): Promise<Ended>;
  /** The same in this process, for tables of lines: quicker, off a terminal, without signals. */
  call(line: string | readonly string[], options?: CallOptions): Promise<Ended>;
  /** Rows of the history database: `operations` or `tasks`. */
  recorded(table: 'operations' | 'tasks'): Record<string, unknown>[];
  leave(): void;
};

export type CallOptions = { readonly env?: NodeJS.ProcessEnv; readonly stdin?: string };

export type RunOptions = {
  readonly env?: NodeJS.ProcessEnv;
  /** Standard input as a whole; empty where absent. */
  readonly stdin?: string | { readonly open: true };
  /** Where the command stands; absent: here. */
  readonly cwd?: string;
  /** A signal, and when to send it. */
  readonly kill?: { readonly when: Promise<unknown>; readonly signal: NodeJS.Signals };
};

export type Ended = {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as the one JSON document that it must be. */
  readonly outcome: Outcome;
};

export const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts');

export function createUser(): User {
  const home = mkdtempSync(join(tmpdir(), 'idp-user-'));
  const env = cleanEnvironment(home);
  const dataFolder = join(home, '.local', 'share', 'idp');
  return {
    home,
    dataFolder,
    configFolder: join(home, '.config', 'idp'),
    env,
    run: (line, options = {}) => run(wordsOf(line), { ...env, ...options.env }, options),
    call: (line, options = {}) => call(wordsOf(line), { ...env, ...options.env }, options.stdin ?? ''),
    recorded(table) {
      const db = new DatabaseSync(join(dataFolder, 'history.db'), { readOnly: true });
      try {
        return db.prepare(`SELECT * FROM ${table} ORDER BY id`).all();
      } finally {
        db.close();
      }
    },
    leave: () => rmSync(home, { recursive: true, force: true }),
  };
}

export const wordsOf = (line: string | readonly string[]): readonly string[] =>
  typeof line === 'string' ? line.split(/ +/).filter((word) => word !== '') : line;

function cleanEnvironment(home: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(KRATOS_|IDP_|XDG_|NODE_OPTIONS|NODE_COMPILE_CACHE|NODE_EXTRA_CA|VITEST|NO_COLOR|FORCE_COLOR|(https?|no)_proxy$)/i.test(
        name,
      ),
  );
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    // One compile cache for all of them: compiling is most of a start.
    XDG_CACHE_HOME: join(tmpdir(), 'idp-test-cache'),
  };
}

function run(args: readonly string[], env: NodeJS.ProcessEnv, options: RunOptions): Promise<Ended> {
  const child = spawn(process.execPath, [main, ...args], {
    env,
    stdio: 'pipe',
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // A command that ends without reading what it was given closes the pipe.
  child.stdin.on('error', () => undefined);
  if (typeof options.stdin !== 'object') child.stdin.end(options.stdin ?? '');
  void options.kill?.when.then(() => child.kill(options.kill?.signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit) => resolve(ended(exit, stdout, stderr)));
  });
}

async function call(args: readonly string[], env: NodeJS.ProcessEnv, stdin: string): Promise<Ended> {
  const written = { stdout: '', stderr: '' };
  const output = (name: keyof typeof written) => ({
    write: (text: string) => void (written[name] += text),
    isTerminal: false,
  });
  const exit = await runCli({
    args,
    env,
    folders: userFolders(env),
    asker: ada,
    stdout: output('stdout'),
    stderr: output('stderr'),
    readStdin: () => Promise.resolve(stdin),
    stdinChunks: () => Readable.from([Buffer.from(stdin)]),
    ask: undefined,
    prompts: undefined,
    progressBar: undefined,
    interruption: () => ({ signal: new AbortController().signal, received: () => undefined }),
    now: () => new Date(),
  });
  return ended(exit, written.stdout, written.stderr);
}

const ended = (exit: number | null, stdout: string, stderr: string): Ended => ({
  exit,
  stdout,
  stderr,
  get outcome() {
    return JSON.parse(stdout) as Outcome;
  },
});
