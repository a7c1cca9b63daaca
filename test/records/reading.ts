import type { InputFile } from '../../src/records/input-file.ts';
import { openInput } from '../../src/records/open-input.ts';
import type { RecordProblem, RecordStream } from '../../src/records/record.ts';

/** What a reader gave, in its order. */
export interface Read {
  readonly values: readonly unknown[];
  /** `record:line` of each value. */
  readonly places: readonly string[];
  readonly problems: readonly SeenProblem[];
}

export type SeenProblem = Omit<RecordProblem, 'place'> & { readonly at: string };

/** Standard input with this content, which comes in pieces of the sizes given, the last of them repeated. */
export function inputOf(content: string | Buffer, sizes: readonly number[] = []): Promise<InputFile> {
  return openInput('-', { stdin: pieces(Buffer.from(content), sizes) });
}

export async function readAll(stream: RecordStream): Promise<Read> {
  const values: unknown[] = [];
  const places: string[] = [];
  const problems: SeenProblem[] = [];
  for await (const chunk of stream) {
    for (const item of chunk) {
      const { place } = 'record' in item ? item.record : item.problem;
      const at = `${place.record}:${place.line}`;
      if ('record' in item) {
        values.push(item.record.value);
        places.push(at);
      } else {
        const { place: _, ...problem } = item.problem;
        problems.push({ at, ...problem });
      }
    }
  }
  return { values, places, problems };
}

async function* pieces(content: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let from = 0;
  for (let at = 0; from < content.length; at += 1) {
    const size = Math.max(1, sizes[at] ?? sizes.at(-1) ?? content.length);
    yield content.subarray(from, from + size);
    from += size;
  }
}
