import type { Host } from '../../../host/host.ts';
import { printable } from '../../../host/printable.ts';
import type { GlobalOptions } from '../options.ts';

/** Sentences on standard error beside answers in text that have no place for them: the first few, and how many more. */
export function openRemarks(
  { stderr }: Pick<Host, 'stderr'>,
  { format, quiet }: GlobalOptions,
): { add(sentence: string | undefined): void; end(): void } {
  let count = 0;
  return {
    add(sentence) {
      if (sentence === undefined || format !== 'text' || quiet === true) return;
      count += 1;
      if (count <= mostTold) stderr.write(`${printable(sentence)}\n`);
    },
    end() {
      if (count > mostTold) stderr.write(`So are ${count - mostTold} more; --format jsonl tells each.\n`);
    },
  };
}

const mostTold = 20;
