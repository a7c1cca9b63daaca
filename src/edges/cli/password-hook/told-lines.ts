import type { Host } from '../../../host/host.ts';
import { printable } from '../../../host/printable.ts';
import type { TellOfLine } from '../../../password-hook/load-files.ts';

/** Tells standard error of lines, `file:line: what is wrong`, and after a hundred only how many more there are. */
export function toldLines({ stderr }: Pick<Host, 'stderr'>): { tell: TellOfLine; end: () => void } {
  let told = 0;
  return {
    tell(file, line, message) {
      told += 1;
      if (told <= most) stderr.write(`${printable(`${file}:${line}: ${message}`)}\n`);
    },
    end() {
      if (told > most) stderr.write(`… and ${told - most} more lines\n`);
    },
  };
}

const most = 100;
