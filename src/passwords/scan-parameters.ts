import { malformedHash } from './unmatchable-hash.ts';

/** A parameter of a hash, an unsigned number of that many bits; `signed` may have a sign before it. */
export type Parameter = readonly [name: string, bits: 8 | 32 | 64 | 'signed'];

/**
 * Reads `a=1,b=2` with these names in this order. As Go's Sscanf does, it allows spaces before a number and
 * ignores whatever follows the last one. Throws UnmatchableHashError with Go's message.
 */
export function scanNumbers(text: string, parameters: readonly Parameter[]): bigint[] {
  let rest = text;
  return parameters.map(([name, bits], index) => {
    rest = withoutSpaces(afterLiteral(rest, index === 0 ? `${name}=` : `,${name}=`));
    const token = (bits === 'signed' ? /^[+-]?\d*/ : /^\d*/).exec(rest)?.[0] ?? '';
    if (!/\d/.test(token)) throw malformedHash(rest === token ? 'EOF' : 'expected integer');
    rest = rest.slice(token.length);
    return bits === 'signed' ? signedNumber(token) : unsignedNumber(token, bits);
  });
}

/** Reads `name=text`, where a space ends the text. Throws as `scanNumbers` does. */
export function scanText(text: string, name: string): string {
  const token = untilSpace.exec(withoutSpaces(afterLiteral(text, `${name}=`)))?.[0];
  if (token === undefined) throw malformedHash('EOF');
  return token;
}

const endOfInput = 'unexpected EOF';

// What is white space to Go. Single classes, of which a text of any length can be searched.
const untilSpace = /^[^\t-\r \u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+/;
const spacesInLine = /^[\t\v-\r \u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+/;

function afterLiteral(text: string, literal: string): string {
  if (text.startsWith(literal)) return text.slice(literal.length);
  throw malformedHash(literal.startsWith(text) ? endOfInput : 'input does not match format');
}

function withoutSpaces(text: string): string {
  const rest = text.replace(spacesInLine, '');
  if (rest.startsWith('\n')) throw malformedHash('unexpected newline');
  return rest;
}

function unsignedNumber(token: string, bits: number): bigint {
  const value = bigIntOf(token);
  if (value >= 2n ** 64n) throw malformedHash(`strconv.ParseUint: parsing "${token}": value out of range`);
  if (value >= 2n ** BigInt(bits)) throw malformedHash(`unsigned integer overflow on token ${token}`);
  return value;
}

function signedNumber(token: string): bigint {
  const value = bigIntOf(token.replace('+', ''));
  if (BigInt.asIntN(64, value) !== value) {
    throw malformedHash(`strconv.ParseInt: parsing "${token}": value out of range`);
  }
  return value;
}

/** Of a number beyond 64 bits the beginning, which is beyond them too: all of a long one would take a while. */
function bigIntOf(token: string): bigint {
  const [, sign = '', digits = ''] = /^(-?)0*(\d*)$/.exec(token) ?? [];
  const value = BigInt(digits.slice(0, 21));
  return sign === '' ? value : -value;
}
