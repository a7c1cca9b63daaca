import { signalExit } from '../errors/error-table.ts';

export type ProgramOptions = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Standard input; without it, it is empty. */
  readonly input?: string | undefined;
  /**
   * Whether a person may be asked by it: it then has this terminal, as gpg's pinentry needs it, and standard input unless
   * there is `input`.
   */
  readonly atTerminal?: boolean | undefined;
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** How a program ended; only one that ended well has anything to say. */
export type ProgramEnd =
  | { readonly ended: 'well'; readonly stdout: Uint8Array }
  | { readonly ended: 'failed'; readonly how: string }
  | { readonly ended: 'absent' | 'timeout' | 'too-much' | 'interrupted' };

/**
 * Runs a program without a shell, `argv` being its name and arguments, and gives what it prints, up to 1 MB, within 30 s,
 * or two minutes where a person may be asked, unless told otherwise. What it says on standard error is dropped, because it may hold the secret. It does not see
 * the variables that are meant for idp. Off a terminal all its children end with it. Never rejects.
 */
export async function runProgram(
  [file, ...args]: readonly [string, ...string[]],
  options: ProgramOptions,
): Promise<ProgramEnd> {
  const { signal, input, atTerminal = false } = options;
  if (signal?.aborted === true) return { ended: 'interrupted' };
  const { execa } = await import('execa');
  const subprocess = execa(file, args, {
    ...(input === undefined ? { stdin: atTerminal ? 'inherit' : 'ignore' } : { input }),
    stderr: 'ignore',
    env: forProgram(options.environment),
    extendEnv: false,
    encoding: 'buffer',
    stripFinalNewline: false,
    maxBuffer: outputLimit,
    reject: false,
    // A group of its own can be ended as a whole, and has no terminal.
    detached: !atTerminal,
    windowsHide: true,
  });
  let cut: 'timeout' | 'interrupted' | undefined;
  const cutOff = (why: 'timeout' | 'interrupted'): void => {
    cut ??= why;
    endAll(subprocess, !atTerminal);
  };
  const interrupt = (): void => cutOff('interrupted');
  const timer = setTimeout(
    () => cutOff('timeout'),
    options.timeoutMs ?? (atTerminal ? personsLimitMs : defaultLimitMs),
  );
  signal?.addEventListener('abort', interrupt);
  process.once('exit', interrupt);
  try {
    const result = await subprocess;
    if (cut !== undefined) return { ended: cut };
    if (result.isMaxBuffer) {
      endAll(subprocess, !atTerminal);
      return { ended: 'too-much' };
    }
    if (!result.failed) return { ended: 'well', stdout: result.stdout };
    // Ctrl-C goes to everything on a terminal, and this may be seen of the program before it is heard here.
    if (result.signal === 'SIGINT' || result.exitCode === signalExit.SIGINT) return { ended: 'interrupted' };
    if (result.exitCode !== undefined) return { ended: 'failed', how: `exit status ${result.exitCode}` };
    if (result.signal !== undefined) return { ended: 'failed', how: result.signal };
    return { ended: 'absent' };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', interrupt);
    process.removeListener('exit', interrupt);
  }
}

const outputLimit = 1_000_000;
const defaultLimitMs = 30_000;
const personsLimitMs = 120_000;

/** The environment as another program may see it: secrets, passphrases and credentials of idp's own are not for it. */
function forProgram(environment: ProgramOptions['environment']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(
      (variable): variable is [string, string] =>
        variable[1] !== undefined && !/^(IDP|KRATOS)_/i.test(variable[0]),
    ),
  );
}

type Running = {
  readonly pid?: number | undefined;
  readonly stdout: { destroy(): unknown } | null;
  kill(signal: 'SIGKILL'): boolean;
};

function endAll(subprocess: Running, group: boolean): void {
  const { pid } = subprocess;
  try {
    if (group && pid !== undefined && process.platform !== 'win32') process.kill(-pid, 'SIGKILL');
    else subprocess.kill('SIGKILL');
  } catch {
    // It has ended by itself.
  }
  // A grandchild that got away may hold the other end.
  subprocess.stdout?.destroy();
}
