import type { ErrorObject } from 'ajv';
import { keywordMessage, keywordRank } from './keyword-message.ts';

/**
 * What is wrong with a document, as Kratos's validator prints it: one line
 * `I[instance pointer] S[schema pointer] message` per violation; where a schema has several, a line
 * `validation failed` with them below, two spaces further in.
 */
export function schemaErrorText(errors: readonly ErrorObject[]): string {
  const root: Node = { schema: '#', instance: '#', children: new Map(), leaves: [] };
  for (const error of errors) {
    const { steps, leaf } = pathOf(error);
    let node = root;
    for (const step of steps) {
      const key = `${step.schema} ${step.instance}`;
      let child = node.children.get(key);
      if (child === undefined) {
        child = { ...step, children: new Map(), leaves: [] };
        node.children.set(key, child);
      }
      node = child;
    }
    node.leaves.push(leaf);
  }
  return linesOf(root).join('\n');
}

interface Step {
  schema: string;
  instance: string;
  /** For `allOf` and its like: a line of its own above whatever is wrong inside. */
  heading?: string;
}

interface Node extends Step {
  children: Map<string, Node>;
  leaves: ErrorObject[];
}

interface Entry {
  rank: number;
  lines: string[];
}

function linesOf(node: Node): string[] {
  const entries = entriesOf(node);
  const [first] = entries;
  if (node.heading !== undefined) return [line(node, node.heading), ...indented(entries)];
  if (first !== undefined && entries.length === 1) return first.lines;
  return [line(node, 'validation failed'), ...indented(entries)];
}

function entriesOf(node: Node): Entry[] {
  // A value of the wrong type is not looked at any further.
  const wrongType = node.leaves.filter((error) => error.keyword === 'type');
  if (wrongType.length > 0) return leafEntries(node, wrongType);
  const children = [...node.children.values()].map((child) => ({
    rank: keywordRank(child.schema.slice(node.schema.length + 1).split('/', 1)[0] ?? ''),
    lines: linesOf(child),
  }));
  const wrapped = new Set([...node.children.values()].map((child) => child.schema));
  const leaves = node.leaves.filter(
    (error) => error.keyword !== 'if' && !wrapped.has(pointer(error.schemaPath)),
  );
  return [...leafEntries(node, leaves), ...children].toSorted((a, b) => a.rank - b.rank);
}

// ajv reports each missing and each superfluous member by itself, Kratos all of one object in one line.
function leafEntries(node: Node, leaves: readonly ErrorObject[]): Entry[] {
  const groups = new Map<string, ErrorObject[]>();
  for (const [at, error] of leaves.entries()) {
    const together = error.keyword === 'required' || error.keyword === 'additionalProperties';
    const key = together ? error.keyword : `${error.keyword} ${at}`;
    groups.set(key, [...(groups.get(key) ?? []), error]);
  }
  return [...groups.values()].map((group) => {
    const { schemaKeyword, message } = keywordMessage(group as [ErrorObject, ...ErrorObject[]]);
    const schema = `${node.schema}/${schemaKeyword}`;
    const written = group[0]?.schemaPath.endsWith('kratosExtension') ? 'kratosExtension' : schemaKeyword;
    return { rank: keywordRank(written), lines: [line({ schema, instance: node.instance }, message)] };
  });
}

function indented(entries: readonly Entry[]): string[] {
  return entries.flatMap((entry) => entry.lines).map((text) => `  ${text}`);
}

function line({ schema, instance }: Step, message: string): string {
  return `I[${instance}] S[${schema}] ${message}`;
}

/** The schemas that were entered on the way to an error, outermost first. */
function pathOf(error: ErrorObject): { steps: Step[]; leaf: ErrorObject } {
  const schemaParts = pointer(error.schemaPath).split('/').slice(1, -1);
  const instanceParts = error.instancePath.split('/').slice(1);
  const steps: Step[] = [];
  let schema = '#';
  let instance = '#';
  const enter = (part: string, heading?: string): void => {
    schema += `/${part}`;
    steps.push({ schema, instance, ...(heading !== undefined && { heading }) });
  };
  for (let at = 0; at < schemaParts.length; at++) {
    const keyword = schemaParts[at] ?? '';
    const next = schemaParts[at + 1];
    if (descending.has(keyword)) {
      instance += `/${instanceParts.shift() ?? ''}`;
      if (named.has(keyword) || (keyword === 'items' && next !== undefined && /^\d+$/.test(next))) {
        enter(`${keyword}/${next ?? ''}`);
        at++;
      } else enter(keyword);
    } else if (keyword === 'allOf') {
      enter(`allOf/${next ?? ''}`, 'allOf failed');
      at++;
    } else if (keyword === 'anyOf' || keyword === 'oneOf') {
      enter(keyword, `${keyword} failed`);
      enter(next ?? '');
      at++;
    } else if (keyword === 'then' || keyword === 'else') {
      enter(keyword, `if-${keyword} failed`);
    } else {
      // Reached through a reference: ajv gives the path inside the definition only.
      instance = ['#', ...error.instancePath.split('/').slice(1)].join('/');
      enter(schemaParts.slice(at).join('/'));
      break;
    }
  }
  return { steps, leaf: error };
}

const named = new Set(['properties', 'patternProperties']);
const descending = new Set([...named, 'items', 'additionalItems', 'additionalProperties', 'contains']);

// ajv percent-encodes its pointers as URI fragments.
function pointer(schemaPath: string): string {
  return decodeURIComponent(schemaPath);
}
