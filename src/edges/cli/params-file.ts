import { readFileSync } from 'node:fs';
import type { ParsedNode } from 'yaml';
import { IdpError } from '../../errors/idp-error.ts';

/**
 * The parameters of --params: a YAML or JSON map whose leaves stay the texts that were written (`010`, `yes`), so that
 * the action's schema types them, not YAML. A null is a parameter that is not given. Fails with usage, naming
 * file, line and column; contents are not repeated.
 */
export async function readParamsFile(
  file: string,
  readStdin: () => string,
): Promise<Record<string, unknown>> {
  const named = file === '-' ? 'standard input' : file;
  const { isMap, isScalar, isSeq, LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(read(file, named, readStdin), { lineCounter: lines, prettyErrors: false });
  const fail = (offset: number, what: string): never => {
    const { line, col } = lines.linePos(offset);
    throw new IdpError('usage', `${named}:${Math.max(line, 1)}:${Math.max(col, 1)}: ${what}.`);
  };
  const [fault] = document.errors;
  // Only the code of the fault: its sentence may quote what stands in the file.
  if (fault !== undefined) fail(fault.pos[0], `not YAML (${fault.code.toLowerCase().replaceAll('_', ' ')})`);
  if (!isMap(document.contents)) return fail(0, 'a map of parameters is expected');
  return asTexts(document.contents) as Record<string, unknown>;

  function asTexts(node: ParsedNode | null): unknown {
    if (node === null || (isScalar(node) && node.value === null)) return undefined;
    if (isScalar(node)) return node.source;
    if (isSeq(node)) return node.items.map((item) => asTexts(item));
    if (isMap(node)) {
      return Object.fromEntries(
        node.items.map((pair) => {
          const { key } = pair;
          if (!isScalar(key) || typeof key.value !== 'string')
            return fail(key.range[0], 'keys must be texts');
          return [key.value, asTexts(pair.value)];
        }),
      );
    }
    return fail(node.range[0], 'aliases are not allowed');
  }
}

function read(file: string, named: string, readStdin: () => string): string {
  try {
    return file === '-' ? readStdin() : readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new IdpError('usage', `The parameters in ${named} cannot be read: ${why}.`);
  }
}
