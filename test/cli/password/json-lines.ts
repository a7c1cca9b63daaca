/** JSON lines of objects, parsed; every one of them must be ended. */
export function linesIn(text: string): Record<string, unknown>[] {
  const [last, ...lines] = text.split('\n').toReversed();
  if (last !== '') throw new Error('The last line is cut short.');
  return lines.toReversed().map((line) => JSON.parse(line) as Record<string, unknown>);
}
