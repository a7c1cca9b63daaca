import { isAlias, isNode, isScalar, visit, type Document, type Node, type Pair } from 'yaml';

/** What is wrong at an offset of the text, as a sentence without its full stop. No word of the text is repeated. */
export type YamlFault = { readonly offset: number; readonly what: string };

/**
 * What a document holds beside maps, lists, texts, numbers and flags, and what the parser itself found: aliases, tags, keys
 * that are no words, more levels than anybody writes by hand. Undefined where there is nothing.
 */
export function yamlFault(document: Document.Parsed): YamlFault | undefined {
  const [error] = document.errors;
  if (error !== undefined) return { offset: error.pos[0], what: wordsOf(error.code, error.message) };
  let found: YamlFault | undefined;
  const stop = (node: Node | null, what: string) => {
    found = { offset: node?.range?.[0] ?? 0, what };
    return visit.BREAK;
  };
  visit(document, {
    Node(_, node, path) {
      if (path.length > deepest) return stop(node, tooDeep);
      if (isAlias(node)) return stop(node, 'aliases are not allowed');
      return node.tag === undefined ? undefined : stop(node, tags);
    },
    Pair(_, { key }: Pair) {
      // Whoever has a number for a name need not write it in quotes.
      if (isScalar(key) && (typeof key.value === 'string' || typeof key.value === 'number')) return undefined;
      if (isAlias(key)) return undefined;
      return stop(isNode(key) ? key : null, 'a key is expected to be a text; write others in quotes');
    },
  });
  return found;
}

export const tooDeep = 'it is nested too deeply';

/** Pairs count as levels, too. */
const deepest = 40;

const tags = 'tags are not allowed';

function wordsOf(code: string, message: string): string {
  if (code === 'MULTIPLE_DOCS') return 'one document is expected, and another begins here';
  if (code === 'TAG_RESOLVE_FAILED' || code === 'BAD_COLLECTION_TYPE') return tags;
  if (/call stack/i.test(message)) return tooDeep;
  // Behind a colon or a backslash the parser quotes the text, which may be a secret.
  return message.replace(/(?<=\w)(: | \\).*$/s, '').replace(/[.:]$/, '');
}
