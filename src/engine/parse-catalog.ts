import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Node,
  type Pair,
} from 'yaml';
import { IdpError } from '../errors/idp-error.ts';
import { effects, targets, type Catalog, type CatalogEntry, type ParameterSchema } from './catalog.ts';

/**
 * The catalog that an actions.yaml says. `file` is its name in messages. Fails with catalog-invalid: the first
 * fault, with file, line and column. The rules are Juju's for its own keys (facts about Juju 3.6 and 4.0), and
 * additionalProperties is always false, as Juju 4 has it.
 */
export function parseCatalog(text: string, file: string): Catalog {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number | undefined): string => {
    const { line, col } = lines.linePos(offset ?? 0);
    return `${file}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  };
  const fail = (node: Node | null | undefined, what: string): never => {
    throw new IdpError('catalog-invalid', `${at(node?.range?.[0])}: ${what}.`);
  };

  const [fault] = document.errors;
  if (fault !== undefined) {
    const [sentence = 'not YAML'] = fault.message.split('\n');
    throw new IdpError('catalog-invalid', `${at(fault.pos[0])}: ${sentence.replace(/[.:]$/, '')}.`);
  }
  visit(document, {
    Pair(_, pair) {
      const key = keyOf(pair);
      if (key === '$ref' || key === '$schema')
        fail(pair.key as Node, `the key ${key} is not allowed, as in Juju`);
    },
    Alias: (_, node) => fail(node, 'aliases are not allowed'),
  });
  const root = document.contents;
  if (!isMap(root)) return fail(root, 'a map of action names is expected');

  const taken = new Map<string, string>();
  return root.items.map((pair) => readEntry(pair as Pair<Node, Node | null>, taken, fail));
}

type Fail = (node: Node | null | undefined, what: string) => never;

const actionName = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const entryKeys = [
  'title',
  'description',
  'params',
  'required',
  'additionalProperties',
  'parallel',
  'execution-group',
  'effect',
  'target',
  'aliases',
] as const;
const parameterTypes = ['string', 'boolean', 'integer', 'number', 'object', 'array'];

function readEntry(pair: Pair<Node, Node | null>, taken: Map<string, string>, fail: Fail): CatalogEntry {
  const name = keyOf(pair);
  if (!actionName.test(name)) {
    fail(
      pair.key,
      `bad action name ${JSON.stringify(name)}: lower-case letters, digits and inner hyphens only`,
    );
  }
  if (name === 'juju' || name.startsWith('juju-'))
    fail(pair.key, `the action name ${name} is reserved by Juju`);
  const body = pair.value;
  if (!isMap(body)) return fail(body ?? pair.key, `action ${name}: a map is expected`);
  const nodes = new Map(body.items.map((item) => [keyOf(item), item as Pair<Node, Node | null>]));
  for (const [key, item] of nodes) {
    if (!(entryKeys as readonly string[]).includes(key)) {
      fail(item.key, `action ${name}: unknown key ${JSON.stringify(key)}; known are ${entryKeys.join(', ')}`);
    }
  }
  const node = (key: (typeof entryKeys)[number]) => nodes.get(key)?.value ?? undefined;
  const params = readParams(name, nodes.get('params'), fail);
  const aliases = readTexts(name, 'aliases', node('aliases'), fail);
  claim(name, pair.key, taken, fail);
  for (const alias of aliases) {
    if (!actionName.test(alias)) fail(node('aliases'), `action ${name}: bad alias ${JSON.stringify(alias)}`);
    claim(alias, node('aliases'), taken, fail);
  }
  const required = readTexts(name, 'required', node('required'), fail);
  for (const one of required) {
    if (params[one] === undefined)
      fail(node('required'), `action ${name}: required names ${one}, which params lacks`);
  }
  const additional = node('additionalProperties');
  if (scalarOf(additional) !== false) {
    fail(additional ?? pair.key, `action ${name}: additionalProperties must be false`);
  }
  return {
    name,
    ...(node('title') === undefined ? {} : { title: readText(name, 'title', pair.key, node('title'), fail) }),
    description: readText(name, 'description', node('description') ?? pair.key, node('description'), fail),
    params,
    required,
    additionalProperties: false,
    parallel: readBoolean(name, 'parallel', node('parallel'), fail),
    'execution-group':
      node('execution-group') === undefined
        ? ''
        : readText(name, 'execution-group', pair.key, node('execution-group'), fail),
    effect: readWord(name, 'effect', effects, node('effect'), pair.key, fail),
    target: readWord(name, 'target', targets, node('target'), pair.key, fail),
    aliases,
  };
}

function claim(name: string, at: Node | null | undefined, taken: Map<string, string>, fail: Fail): void {
  if (taken.has(name)) fail(at, `the name ${name} is used twice`);
  taken.set(name, name);
}

function readParams(
  action: string,
  pair: Pair<Node, Node | null> | undefined,
  fail: Fail,
): Record<string, ParameterSchema> {
  if (pair === undefined) return {};
  if (!isMap(pair.value)) return fail(pair.value ?? pair.key, `action ${action}: params must be a map`);
  const params: Record<string, ParameterSchema> = {};
  for (const item of pair.value.items as Pair<Node, Node | null>[]) {
    const name = keyOf(item);
    if (!actionName.test(name))
      fail(item.key, `action ${action}: bad parameter name ${JSON.stringify(name)}`);
    if (!isMap(item.value))
      return fail(item.value ?? item.key, `action ${action}: parameter ${name} must be a map`);
    const type = item.value.get('type');
    if (typeof type !== 'string' || !parameterTypes.includes(type)) {
      fail(item.value, `action ${action}: the type of ${name} must be one of ${parameterTypes.join(', ')}`);
    }
    if (typeof item.value.get('description') !== 'string') {
      fail(item.value, `action ${action}: parameter ${name} needs a description`);
    }
    params[name] = item.value.toJSON() as ParameterSchema;
  }
  return params;
}

function readText(action: string, key: string, at: Node | null, node: Node | undefined, fail: Fail): string {
  const value = scalarOf(node);
  if (typeof value !== 'string' || value.trim() === '')
    return fail(node ?? at, `action ${action}: ${key} must be a text`);
  return value.trim();
}

function readBoolean(action: string, key: string, node: Node | undefined, fail: Fail): boolean {
  if (node === undefined) return false;
  const value = scalarOf(node);
  return typeof value === 'boolean' ? value : fail(node, `action ${action}: ${key} must be true or false`);
}

function readWord<W extends string>(
  action: string,
  key: string,
  words: readonly W[],
  node: Node | undefined,
  at: Node | null,
  fail: Fail,
): W {
  const value = scalarOf(node);
  const word = words.find((one) => one === value);
  return word ?? fail(node ?? at, `action ${action}: ${key} must be one of ${words.join(', ')}`);
}

function readTexts(action: string, key: string, node: Node | undefined, fail: Fail): string[] {
  if (node === undefined) return [];
  if (!isSeq(node)) return fail(node, `action ${action}: ${key} must be a list`);
  return node.items.map((item) => {
    const value = scalarOf(item as Node);
    return typeof value === 'string' ? value : fail(item as Node, `action ${action}: ${key} must hold texts`);
  });
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : '';
}

function scalarOf(node: Node | null | undefined): unknown {
  return isScalar(node) && !isAlias(node) ? node.value : undefined;
}
