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
