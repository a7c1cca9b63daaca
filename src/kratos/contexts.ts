import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { IdpError } from '../errors/idp-error.ts';
import { openDatabase, write } from '../sqlite/database.ts';
import { parseGoDuration } from './go-duration.ts';
import { checkUrl } from './kratos-urls.ts';

/** One Kratos that an operator works with. */
export type KratosContext = {
  readonly 'admin-url': string;
  readonly 'public-url'?: string;
  /** Limit of one request, a Go duration; 10s where absent. */
  readonly timeout?: string;
  /** Schema of administrators; admin_v0 where absent. */
  readonly 'admin-schema-id'?: string;
};

/** What a context may hold. */
export const contextKeys: readonly string[] = ['admin-url', 'public-url', 'timeout', 'admin-schema-id'];

export type Contexts = {
  readonly current: string | null;
  readonly contexts: Readonly<Record<string, KratosContext>>;
};

/** The contexts kept in a file; none where there is no file. Fails with storage-failed or usage (malformed). */
export async function readContexts(file: string): Promise<Contexts> {
  const text = readText(file);
  if (text === '') return { current: null, contexts: {} };
  const { parseContexts } = await import('./contexts-file.ts');
  return parseContexts(text, file);
}

/**
 * Makes the kept contexts what `change` says of the known ones, and keeps comments. The file is written as a whole or not
 * at all, readable by its owner only. Of several processes each sees what those before it wrote: they wait up to
 * five seconds for each other. Fails with storage-failed or usage (malformed), and as `change` does.
 */
export async function changeContexts(file: string, change: (known: Contexts) => Contexts): Promise<void> {
  // Loaded beforehand, because others wait while the lock is held.
  const { changeContextsText } = await import('./contexts-file.ts');
  try {
    whileLocked(join(dirname(file), 'contexts.lock'), () =>
      replaceFile(file, changeContextsText(readText(file), file, change)),
    );
  } catch (error) {
    if (error instanceof IdpError) throw error;
    throw new IdpError('storage-failed', `The contexts cannot be written to ${file}: ${messageOf(error)}.`, {
      cause: error,
    });
  }
}

/** SQLite's write lock on an empty database: unlike a lock file, it ends with the process that holds it. */
function whileLocked(lock: string, work: () => void): void {
  const db = openDatabase(lock, { migrations: [], durable: false });
  try {
    write(db, work);
  } finally {
    db.close();
  }
}

/** Empty where there is no file. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new IdpError('storage-failed', `The contexts in ${file} cannot be read: ${messageOf(error)}.`);
  }
}

function replaceFile(file: string, text: string): void {
  const beside = `${file}.${crypto.randomUUID()}.tmp`;
  try {
    writeFileSync(beside, text, { mode: 0o600 });
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** The context of a name. Fails with usage, naming those there are. */
export function contextNamed(contexts: Contexts, name: string): KratosContext {
  const context = Object.hasOwn(contexts.contexts, name) ? contexts.contexts[name] : undefined;
  if (context !== undefined) return context;
  const names = Object.keys(contexts.contexts);
  throw new IdpError('usage', `There is no context ${JSON.stringify(name)}.`, {
    hint:
      names.length === 0
        ? 'Add one: idp context add NAME --admin-url URL.'
        : `There are: ${names.join(', ')}.`,
  });
}

/** Checks one context; `where` names it in the sentence. Fails with usage. */
export function checkContext(context: KratosContext, where: string): KratosContext {
  checkUrl(context['admin-url'], `The admin URL of ${where}`);
  if (context['public-url'] !== undefined) checkUrl(context['public-url'], `The public URL of ${where}`);
  if (context.timeout !== undefined && !((parseGoDuration(context.timeout) ?? 0) > 0)) {
    throw new IdpError('usage', `The timeout of ${where} is not a Go duration such as 30s.`);
  }
  return context;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
