import { readFileSync } from 'node:fs';
import { IdpError } from '../../errors/idp-error.ts';

/**
 * The parameters of --params: a YAML or JSON map. Its texts, numbers and booleans stay what was written (`010`, `yes`),
 * so that the action's schema types them, not YAML; maps and lists are YAML's. A null is a parameter that is not
 * given. Fails with usage, naming file, line and column; contents are not repeated.
 */
export async function readParamsFile(
  file: string,
  readStdin: () => Promise<string>,
): Promise<Record<string, unknown>> {
  const named = file === '-' ? 'standard input' : file;
  const { isMap, isNode, isScalar, LineCounter, parseDocument, visit } = await import('yaml');
  const lines = new LineCounter();
  const text = await read(file, named, readStdin);
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const fail = (offset: number, what: string): never => {
    const { line, col } = lines.linePos(offset);
    throw new IdpError('usage', `${named}:${Math.max(line, 1)}:${Math.max(col, 1)}: ${what}.`, {
      hint: 'Mend the file; nothing was asked or sent.',
    });
  };
  const [fault] = document.errors;
  // Only the code of the fault: its sentence may quote what stands in the file.
  if (fault !== undefined) fail(fault.pos[0], `not YAML (${fault.code.toLowerCase().replaceAll('_', ' ')})`);
  const root = document.contents;
  if (!isMap(root)) return fail(0, 'a map of parameters is expected, as in {email: ada@example.com}');
  visit(document, {
    Alias: (_, node) => fail(node.range?.[0] ?? 0, 'aliases are not allowed'),
    Pair(_, { key }) {
      if (!isScalar(key) || typeof key.value !== 'string')
        fail(isNode(key) ? (key.range?.[0] ?? 0) : 0, 'keys must be texts');
    },
  });
  return Object.fromEntries(
    root.items.map(({ key, value }) => [
      String(key),
      isScalar(value) && value.value !== null ? value.source : (value?.toJS(document) ?? undefined),
    ]),
  );
}

async function read(file: string, named: string, readStdin: () => Promise<string>): Promise<string> {
  try {
    return file === '-' ? await readStdin() : readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new IdpError('usage', `The parameters in ${named} cannot be read: ${why}.`, {
      hint: 'Give --params the name of a YAML or JSON file, or - for standard input.',
    });
  }
}
