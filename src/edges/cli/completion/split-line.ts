/**
 * The words of a command line as bash would part it, less quotes and backslashes; the last one is empty behind a
 * blank. Nothing is expanded. (bash's own COMP_WORDS are parted at = and : too.)
 */
export function splitLine(line: string): string[] {
  const words = [''];
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at] ?? '';
    const last = words.length - 1;
    if (quote !== '') {
      if (char === quote) quote = '';
      else words[last] += char === '\\' && quote === '"' ? (line[(at += 1)] ?? '') : char;
    } else if (char === '"' || char === "'") {
      quote = char;
    } else if (char === '\\') {
      words[last] += line[(at += 1)] ?? '';
    } else if (/\s/.test(char)) {
      if (at > 0 && !/\s/.test(line[at - 1] ?? '')) words.push('');
    } else {
      words[last] += char;
    }
  }
  return words;
}
