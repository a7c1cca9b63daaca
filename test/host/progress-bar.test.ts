import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { openProgressBar } from '../../src/host/progress-bar.ts';

const lineTakenAway = '\u001B[1G\u001B[2K';

/** What a terminal of so many columns is sent; the lines that were drawn, without escape codes. */
function aTerminal(columns: number) {
  let raw = '';
  const output = Object.assign(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        raw += chunk.toString();
        done();
      },
    }),
    { isTTY: true, columns },
  );
  const drawn = (): string[] =>
    raw
      .split('\u001B[1G')
      .map(stripVTControlCharacters)
      .filter((line) => line !== '');
  return { output, raw: () => raw, drawn };
}

const words =
  (...texts: string[]) =>
  (columns: number) =>
    texts.find((text) => text.length <= columns) ?? texts.at(-1) ?? '';

describe('a line of the caller’s own words', () => {
  it('has a bar in what the words leave, 24 columns at most', async () => {
    for (const [columns, line] of [
      [200, `[${'='.repeat(12)}${'-'.repeat(12)}] 312/s`],
      [24, '[========--------] 312/s'],
    ] as const) {
      const terminal = aTerminal(columns);
      const bar = await openProgressBar('import', terminal.output);
      bar.show(0.5, words('312/s'));
      bar.stop();
      expect(terminal.drawn()[0]).toBe(line);
    }
  });

  it('asks for words that leave room for a bar, and goes without it where they do not', async () => {
    const asked: number[] = [];
    const terminal = aTerminal(40);
    const bar = await openProgressBar('import', terminal.output);
    bar.show(0.5, (columns) => {
      asked.push(columns);
      return 'x'.repeat(35);
    });
    bar.stop();
    expect(asked[0]).toBe(29);
    expect(terminal.drawn()[0]).toBe('x'.repeat(35));
  });

  it('is never longer than the terminal is wide', async () => {
    const terminal = aTerminal(20);
    const bar = await openProgressBar('import', terminal.output);
    bar.show(0.5, () => `\u001B[33m${'x'.repeat(30)}\u001B[39m`);
    bar.stop();
    expect(terminal.drawn()[0]).toBe('x'.repeat(20));
    expect(terminal.raw()).not.toContain('\u001B[33m');
  });

  it('has no bar where nobody knows how much there is', async () => {
    const terminal = aTerminal(80);
    const bar = await openProgressBar('import', terminal.output);
    bar.show(undefined, (columns) => `${columns} columns`);
    bar.stop();
    expect(terminal.drawn()[0]).toBe('80 columns');
  });

  it('counts no colours into its length', async () => {
    const terminal = aTerminal(24);
    const bar = await openProgressBar('import', terminal.output);
    bar.show(1, () => '\u001B[33m312/s\u001B[39m');
    bar.stop();
    expect(terminal.drawn()[0]).toBe(`[${'='.repeat(16)}] 312/s`);
    expect(terminal.raw()).toContain('\u001B[33m312/s\u001B[39m');
  });

  it('is gone when it is stopped, and drawn again at the next update', async () => {
    const terminal = aTerminal(80);
    const bar = await openProgressBar('import', terminal.output);
    bar.show(0.25, words('first'));
    bar.stop();
    expect(terminal.raw().endsWith(lineTakenAway)).toBe(true);
    bar.show(0.5, words('second'));
    bar.stop();
    bar.stop();
    expect(terminal.drawn().at(-1)).toContain('second');
    expect(terminal.raw().endsWith(lineTakenAway)).toBe(true);
  });
});
