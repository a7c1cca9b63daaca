/** Why a text is no UUID, in the words of the library that Kratos reads them with (gofrs/uuid). */
export function uuidProblem(text: string): string {
  const length = Buffer.byteLength(text);
  switch (length) {
    case 32:
      return invalid;
    case 36:
      return canonicalProblem(text);
    case 34:
    case 38:
      if (!text.startsWith('{') || !text.endsWith('}')) return malformed(text);
      return length === 34 ? invalid : canonicalProblem(text.slice(1, -1));
    case 41:
    case 45:
      if (!text.startsWith('urn:uuid:')) return malformed(text.slice(0, 9));
      return length === 41 ? invalid : canonicalProblem(text.slice(9));
    default:
      return `uuid: incorrect UUID length ${length} in string ${JSON.stringify(text)}`;
  }
}

const invalid = 'uuid: invalid UUID format';

function canonicalProblem(text: string): string {
  return [8, 13, 18, 23].every((at) => text[at] === '-') ? invalid : malformed(text);
}

function malformed(text: string): string {
  return `uuid: incorrect UUID format in string ${JSON.stringify(text)}`;
}
