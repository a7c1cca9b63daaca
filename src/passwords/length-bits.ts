/** The binary digits of a length, lowest first, none for 0: crypt(3) mixes one thing or another in for each. */
export function lengthBits(length: number): boolean[] {
  const bits: boolean[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 2)) bits.push(rest % 2 === 1);
  return bits;
}
