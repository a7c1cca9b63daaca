import { SeedError } from './seed-error.ts';

/** The values of a text: one of JSON, or as many as YAML parts by `---`. Throws a SeedError that names line and column. */
export async function documentsOf(text: string, name: string): Promise<unknown[]> {
  try {
    return [JSON.parse(text)];
  } catch {
    return yamlDocuments(text, name);
  }
}

async function yamlDocuments(text: string, name: string): Promise<unknown[]> {
  const { LineCounter, parseAllDocuments } = await import('yaml');
  const lineCounter = new LineCounter();
  const documents = [...parseAllDocuments(text, { lineCounter, prettyErrors: false })];
  const fault = documents.flatMap((document) => document.errors)[0];
  if (fault !== undefined) {
    const { line, col } = lineCounter.linePos(fault.pos[0]);
    // Only its code, because its sentence may quote what stands in the file.
    const what = fault.code.toLowerCase().replaceAll('_', ' ');
    throw new SeedError(`${name}:${line}:${col}: neither JSON nor YAML (${what}).`);
  }
  try {
    return documents.map((document): unknown => document.toJS()).filter((value) => value !== null);
  } catch {
    throw new SeedError(`The seed ${name} has aliases that stand for too much.`);
  }
}
