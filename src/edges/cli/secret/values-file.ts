import { IdpError } from '../../../errors/idp-error.ts';
import { isSecretKey } from '../../../secrets/secret-key.ts';

/**
 * The text of --file: a flat YAML or JSON map of keys to texts. Scalars stay what was written (`1.10`, `010`, `yes`). Fails
 * with usage, naming file, line and column; contents are not repeated.
 */
export async function parseValuesFile(text: string, named: string): Promise<[string, string][]> {
  const { isMap, isNode, isScalar, LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const fail = (node: unknown, what: string): never => {
    const offset = typeof node === 'number' ? node : isNode(node) ? (node.range?.[0] ?? 0) : 0;
    const { line, col } = lines.linePos(offset);
    throw new IdpError('usage', `${named}:${Math.max(line, 1)}:${Math.max(col, 1)}: ${what}.`, {
      hint: 'Nothing was stored. Mend the file and run it again.',
    });
  };
  const [fault] = document.errors;
  // Only the code of the fault: its sentence may quote what stands in the file.
  if (fault?.code === 'DUPLICATE_KEY') return fail(fault.pos[0], 'this key is there already');
  if (fault !== undefined) {
    return fail(fault.pos[0], `not YAML (${fault.code.toLowerCase().replaceAll('_', ' ')})`);
  }
  const root = document.contents;
  if (!isMap(root)) return fail(0, 'a map of keys to texts is expected, as in {password: …}');
  // Of an update it would take every key away.
  if (root.items.length === 0) return fail(root, 'the map is empty; a secret has at least one key');
  return root.items.map(({ key, value }) => {
    const name = isScalar(key) ? key.source : '';
    if (!isSecretKey(name)) return fail(key, 'a key is made of at most 64 letters, digits, - and _');
    if (value === null) return fail(key, 'this key has no value; an empty text is written ""');
    if (!isScalar(value)) return fail(value, 'a text is expected here, not a map, a list or an alias');
    if (value.value === null) return fail(value, 'this key has no value; an empty text is written ""');
    if (value.tag !== undefined && value.tag !== 'tag:yaml.org,2002:str') {
      return fail(value, 'a text is expected here, without a tag');
    }
    return [name, value.source];
  });
}
