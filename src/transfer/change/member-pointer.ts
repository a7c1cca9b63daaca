/** The JSON pointer (RFC 6901) of a member, below that of its object. */
export const memberPointer = (pointer: string, name: string): string =>
  `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
