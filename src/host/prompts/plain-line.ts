import { createInterface } from 'node:readline';
import { StringDecoder } from 'node:string_decoder';
import type { WriteStream } from 'node:tty';

/** A line from the terminal, which echoes and edits it itself. Fails when input ends or the signal comes. */
export function readLine(output: WriteStream, message: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    output.write(message);
    const lines = createInterface({ input: process.stdin, terminal: false, signal });
    lines.once('line', (line) => {
      resolve(line);
      lines.close();
    });
    lines.once('close', () => reject(new Error('Input has ended.')));
  });
}

/** The same while nothing is echoed. Ctrl-C and, on an empty line, Ctrl-D make it fail, too. */
export function readHiddenLine(output: WriteStream, message: string, signal: AbortSignal): Promise<string> {
  const input = process.stdin;
  return new Promise<string>((resolve, reject) => {
    const decoder = new StringDecoder('utf8');
    let line = '';
    const leave = (settle: () => void) => {
      input.off('data', onData);
      signal.removeEventListener('abort', onAbort);
      input.setRawMode(false);
      output.write('\n');
      settle();
      input.pause();
    };
    const fail = () => leave(() => reject(new Error('Input has ended.')));
    const onAbort = () => fail();
    const onData = (chunk: Buffer) => {
      for (const key of decoder.write(chunk)) {
        if (key === '\r' || key === '\n') return leave(() => resolve(line));
        if (key === '\u0003' || (key === '\u0004' && line === '')) return fail();
        if (key === '\u007F' || key === '\b') line = line.replace(/.$/su, '');
        else if (key === '\u0015') line = '';
        else if (key >= ' ') line += key;
      }
    };
    // First, so that nothing is echoed of what is typed as soon as the question is there.
    input.setRawMode(true);
    output.write(message);
    input.on('data', onData);
    input.resume();
    if (signal.aborted) fail();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}
