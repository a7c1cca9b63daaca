import { backendReference } from './backends/backend-reference.ts';
import { isTokenLike } from './token-like.ts';

/**
 * Whether a reference has the form of a secret's name or id: lower-case letters, digits, - and _, with or without
 * `secret:` before it. What has not may be a password or token typed in the place of a name, and is repeated and kept
 * nowhere.
 */
export function isSecretName(reference: string): boolean {
  const [, name] = /^(?:secret:)?([a-z0-9][a-z0-9_-]{0,63})$/.exec(reference.trim()) ?? [];
  return name !== undefined && !isTokenLike(name);
}

/** The same for what may be given where a secret is read: a name, an id, or a secret of a backend (`pass:ops/ada`). */
export const isSecretReference = (text: string): boolean =>
  isSecretName(text) || backendReference(text) !== undefined;
