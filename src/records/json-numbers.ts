/** Numbers of a record that a double does not hold as they are written. */
export interface InexactNumbers {
  /** JSON pointers to the first of them, at most 20. */
  readonly pointers: readonly string[];
  /** The record with these numbers as they are written, for JSON.stringify alone: they are what JSON.rawJSON makes. */
  readonly original: unknown;
}

/**
 * Undefined where JSON.parse changes no number of the text, which is JSON: a whole number beyond 2^53, which it cannot tell
 * from its neighbours, or digits that are lost. `1.50` and `15e-1` are the same number.
 */
export function inexactNumbers(text: string): InexactNumbers | undefined {
  const original: unknown = JSON.parse(text, keptRaw);
  const pointers: string[] = [];
  collectRaw(original, '', pointers);
  return pointers.length === 0 ? undefined : { pointers, original };
}

/** The same of a member of the record. */
export function inexactWithin(
  { pointers, original }: InexactNumbers,
  member: string,
): InexactNumbers | undefined {
  const within = pointers.flatMap((one) =>
    one.startsWith(`/${member}/`) ? one.slice(member.length + 1) : [],
  );
  const value = (original as Readonly<Record<string, unknown>>)[member];
  return within.length === 0 ? undefined : { pointers: within, original: value };
}

/** Whether there may be such a number in a JSON text: more than 15 digits, or an exponent. Quick, and says yes too often. */
export const mayBeInexact = (text: string): boolean => manyDigits.test(text);

const manyDigits = /[:,[\s]-?(?:[\d.]{17}|[\d.]{1,16}[eE])/;

/** Whether a JSON number stands for the double that JSON.parse makes of it. */
export function isExactNumber(written: string, value: number): boolean {
  if (!/[.eE]/.test(written)) return Number.isSafeInteger(value);
  return Number.isFinite(value) && decimalOf(written) === decimalOf(String(value));
}

const keptRaw = (_: string, value: unknown, context?: { readonly source?: string }): unknown => {
  const source = context?.source;
  return typeof value !== 'number' || source === undefined || isExactNumber(source, value)
    ? value
    : raw.rawJSON(source);
};

/** Of the language since ES2026, and in Node 22 already. */
const raw = JSON as unknown as {
  rawJSON(text: string): object;
  isRawJSON(value: unknown): boolean;
};

/** Sign, digits and power of ten, the same for all ways to write a number. */
function decimalOf(written: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts.exec(written) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const bare = digits.replace(/0+$/, '');
  if (bare === '') return '0';
  return `${sign}${bare}e${Number(exponent) - fraction.length + (digits.length - bare.length)}`;
}

const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

function collectRaw(value: unknown, pointer: string, pointers: string[]): void {
  if (typeof value !== 'object' || value === null || pointers.length === mostPointers) return;
  if (raw.isRawJSON(value)) {
    pointers.push(pointer);
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    collectRaw(member, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, pointers);
  }
}

const mostPointers = 20;
