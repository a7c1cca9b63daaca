import { isMap as isMapNode, isScalar, type Document, type YAMLMap } from 'yaml';
import { parseLocated, type Fail } from '../yaml/located-document.ts';
import { contextFault } from './check-context.ts';
import type { Contexts, KratosContext } from './contexts.ts';

/** The contexts that a YAML text says. Fails with usage: the first fault, with file, line and column. */
export function parseContexts(text: string, file: string): Contexts {
  return readDocument(text, file).known;
}

/** The text with only those contexts in it that `change` makes of the known ones; comments and all else stay. */
export function changeContextsText(
  text: string,
  file: string,
  change: (known: Contexts) => Contexts,
): string {
  const { document, known } = readDocument(text, file);
  const wanted = change(known);
  const contexts = contextsNode(document);
  contexts.items = contexts.items.filter((pair) => Object.hasOwn(wanted.contexts, nameOf(pair.key)));
  for (const [name, context] of Object.entries(wanted.contexts)) {
    if (known.contexts[name] !== context) contexts.set(name, document.createNode(context));
  }
  if (wanted.current !== known.current) document.set('current', wanted.current);
  return document.toString({ lineWidth: 0 });
}

function readDocument(text: string, file: string): { document: Document.Parsed; known: Contexts } {
  const { document, fail } = parseLocated(text, file, hint);
  return { document, known: checked(document.toJS(), fail) };
}

const hint = 'Mend the file, or move it away and add the contexts again.';

function contextsNode(document: Document.Parsed): YAMLMap {
  const there = document.get('contexts');
  if (isMapNode(there)) {
    // One that was emptied is `{}`, and what is added to it would stand on one line.
    if (there.items.length === 0) there.flow = false;
    return there;
  }
  const made = document.createNode({}) as YAMLMap;
  document.set('contexts', made);
  return made;
}

const nameOf = (key: unknown): string => String(isScalar(key) ? key.value : key);

function checked(value: unknown, fail: Fail): Contexts {
  const root: unknown = value ?? {};
  if (!isMap(root)) return fail([], 'a map with the keys current and contexts is expected');
  const unknown = Object.keys(root).find((key) => key !== 'current' && key !== 'contexts');
  if (unknown !== undefined) fail([unknown], 'an unknown key; known are current and contexts');
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
  const fault = contextFault(context, `context ${name}`);
  if (fault !== undefined) fail([...at, ...fault.path], fault.what);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
