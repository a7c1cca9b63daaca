import { isTokenLike } from '../token-like.ts';

/** A secret of a backend by name, `BACKEND:NAME` or `BACKEND:NAME#KEY`. */
export type BackendReference = {
  readonly backend: string;
  readonly name: string;
  /** The key that is wanted, where the reference says it. */
  readonly key: string | undefined;
};

/**
 * What a text of that form refers to; undefined for any other, `secret:NAME` too. A name is a path of words that begin
 * with a letter, digit or `_`: put into an argument of a program it can be no option, and leads nowhere upwards.
 */
export function backendReference(text: string): BackendReference | undefined {
  const [, backend = '', name = '', key] = form.exec(text.trim()) ?? [];
  if (backend === '' || backend === 'secret') return undefined;
  if (name.length > 200 || name.includes('..') || isTokenLike(name)) return undefined;
  return { backend, name, key };
}

/** Whether a backend may have that name. */
export const isBackendName = (text: string): boolean =>
  /^[a-z][a-z0-9-]{0,31}$/.test(text) && text !== 'secret';

const form =
  /^([a-z][a-z0-9-]{0,31}):([A-Za-z0-9_][\w.@+-]*(?:\/[A-Za-z0-9_][\w.@+-]*)*)(?:#([A-Za-z0-9][A-Za-z0-9_-]{0,63}))?$/;
