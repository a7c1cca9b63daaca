import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { IdpError } from '../errors/idp-error.ts';
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
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { current: null, contexts: {} };
    throw new IdpError('storage-failed', `The contexts in ${file} cannot be read: ${messageOf(error)}.`);
  }
  const { parseContexts } = await import('./contexts-file.ts');
  return parseContexts(text, file);
}

/** Writes them as a whole or not at all, readable by their owner only. Fails with storage-failed. */
export async function writeContexts(file: string, contexts: Contexts): Promise<void> {
  const { stringify } = await import('yaml');
  const beside = `${file}.${crypto.randomUUID()}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(beside, stringify(contexts), { mode: 0o600 });
    renameSync(beside, file);
  } catch (error) {
    // Beside what is no folder there is nothing to remove.
    if (existsSync(beside)) rmSync(beside, { force: true });
    throw new IdpError('storage-failed', `The contexts cannot be written to ${file}: ${messageOf(error)}.`);
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
