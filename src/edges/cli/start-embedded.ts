import { IdpError } from '../../errors/idp-error.ts';
import type { Sandbox, SandboxOptions } from '../../sandbox/start.ts';

/**
 * Starts the embedded Kratos. What keeps it from starting is said in a sentence: usage for a port that is taken or a
 * schema that is none, storage-failed for its database.
 */
export async function startEmbedded(options: SandboxOptions): Promise<Sandbox> {
  const { startSandbox } = await import('../../sandbox/start.ts');
  try {
    return await startSandbox(options);
  } catch (error) {
    throw explained(error, options.database);
  }
}

function explained(error: unknown, database: string): unknown {
  if (!(error instanceof Error) || error instanceof IdpError) return error;
  const { code, syscall, port } = error as NodeJS.ErrnoException & { port?: number };
  if (syscall === 'listen') {
    const why = code === 'EADDRINUSE' ? 'is taken' : `cannot be opened (${code})`;
    return new IdpError('usage', `Port ${port} of 127.0.0.1 ${why}.`, {
      hint: 'Choose others with --port and --public-port; 0 means any that is free.',
      cause: error,
    });
  }
  const why = error.message.replace(/\.$/, '');
  if (code === undefined && /identity schema/i.test(why)) {
    return new IdpError('usage', `${why}.`, { hint: 'Mend the file that --schema names.', cause: error });
  }
  if (code === undefined && !/database/.test(why)) return error;
  return new IdpError('storage-failed', `The embedded Kratos cannot use ${database}: ${why}.`, {
    hint: 'Make its folder writable, or choose another with XDG_DATA_HOME (idp sandbox: --data-dir or --memory).',
    cause: error,
  });
}
