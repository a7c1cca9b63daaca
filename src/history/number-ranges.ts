/** `2-500,502`: ascending numbers in few words, since tasks of an operation mostly follow one another. */
export function rangesOf(numbers: Iterable<number>): string {
  const ranges: string[] = [];
  let first: number | undefined;
  let last: number | undefined;
  const end = (): void => {
    if (first !== undefined) ranges.push(first === last ? `${first}` : `${first}-${last}`);
  };
  for (const number of numbers) {
    if (last === undefined || number !== last + 1) {
      end();
      first = number;
    }
    last = number;
  }
  end();
  return ranges.join(',');
}

/** First and last of each. */
export function readRanges(text: string): { readonly first: number; readonly last: number }[] {
  if (text === '') return [];
  return text.split(',').map((range) => {
    const [first = '', last = first] = range.split('-');
    return { first: Number(first), last: Number(last) };
  });
}
