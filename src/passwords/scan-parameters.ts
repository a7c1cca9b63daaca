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
  const token = /^(?:[^\s\u0085]|\uFEFF)+/.exec(withoutSpaces(afterLiteral(text, `${name}=`)))?.[0];
  if (token === undefined) throw malformedHash('EOF');
  return token;
}

const endOfInput = 'unexpected EOF';

function afterLiteral(text: string, literal: string): string {
  if (text.startsWith(literal)) return text.slice(literal.length);
  throw malformedHash(literal.startsWith(text) ? endOfInput : 'input does not match format');
}

function withoutSpaces(text: string): string {
  const rest = text.replace(/^(?:[^\S\n\uFEFF]|\u0085)+/, '');
  if (rest.startsWith('\n')) throw malformedHash('unexpected newline');
  return rest;
}

function unsignedNumber(token: string, bits: number): bigint {
  const value = BigInt(token);
  if (value >= 2n ** 64n) throw malformedHash(`strconv.ParseUint: parsing "${token}": value out of range`);
  if (value >= 2n ** BigInt(bits)) throw malformedHash(`unsigned integer overflow on token ${token}`);
  return value;
}

function signedNumber(token: string): bigint {
  const value = BigInt(token.replace('+', ''));
  if (BigInt.asIntN(64, value) !== value) {
    throw malformedHash(`strconv.ParseInt: parsing "${token}": value out of range`);
  }
  return value;
}
