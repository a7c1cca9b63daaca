import type { Document, ParsedNode } from 'yaml';
import { IdpError } from '../errors/idp-error.ts';
import { checkContext, contextKeys, type Contexts, type KratosContext } from './contexts.ts';

/** The contexts that a YAML text says. Fails with usage: the first fault, with file, line and column. */
export async function parseContexts(text: string, file: string): Promise<Contexts> {
  const { isAlias, LineCounter, parseDocument, visit } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const fail = (offset: number, what: string): never => {
    const { line, col } = lines.linePos(offset);
    throw new IdpError('usage', `${file}:${Math.max(line, 1)}:${Math.max(col, 1)}: ${what}.`, {
      hint: 'Mend the file, or move it away and add the contexts again.',
    });
  };
  const [fault] = document.errors;
  if (fault !== undefined) return fail(fault.pos[0], fault.message.replace(/[.:]$/, ''));
  visit(document, {
    Node: (_, node) => (isAlias(node) ? fail(node.range?.[0] ?? 0, 'aliases are not allowed') : undefined),
  });
  return checked(document.toJS(), (path, what) => fail(offsetOf(document, path), what));
}

type Fail = (path: readonly string[], what: string) => never;

function checked(value: unknown, fail: Fail): Contexts {
  const root: unknown = value ?? {};
  if (!isMap(root)) return fail([], 'a map with the keys current and contexts is expected');
  const contexts = root['contexts'] ?? {};
  if (!isMap(contexts)) return fail(['contexts'], 'a map of contexts is expected');
  for (const [name, context] of Object.entries(contexts)) checkShape(name, context, fail);
  const current = root['current'] ?? null;
  if (current !== null && (typeof current !== 'string' || !Object.hasOwn(contexts, current))) {
    fail(['current'], 'current names a context that is not there');
  }
  return { current, contexts: contexts as Record<string, KratosContext> };
}

function checkShape(name: string, context: unknown, fail: Fail): void {
  const at = ['contexts', name];
  if (!isMap(context)) return fail(at, `context ${name} is not a map`);
  for (const [key, text] of Object.entries(context)) {
    if (!contextKeys.includes(key)) {
      fail([...at, key], `context ${name} has the unknown key ${key}; known are ${contextKeys.join(', ')}`);
    }
    if (typeof text !== 'string') fail([...at, key], `${key} of context ${name} is not a text`);
  }
  if (context['admin-url'] === undefined) fail(at, `context ${name} has no admin-url`);
  try {
    checkContext(context as KratosContext, `context ${name}`);
  } catch (error) {
    fail(at, (error as IdpError).message.replace(/\.$/, ''));
  }
}

/** Where the value at a path begins; of a path that is not there, the innermost thing that is. */
function offsetOf(document: Document.Parsed, path: readonly string[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true) as ParsedNode | null | undefined;
    if (node?.range !== undefined) return node.range[0];
  }
  return 0;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
