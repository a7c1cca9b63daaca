import { illegalBase64At } from './go-base64.ts';
import { type Decoder, GoTypeError, list, mismatch } from './go-decode.ts';

/** A whole number; `type` is its Go type as messages call it, which sets the bounds. */
export function integer(type: 'int' | 'int64' | 'uint8' | 'uint32'): Decoder<number> {
  const [least, most] = bounds[type];
  return (value, at) => {
    if (value === undefined || value === null) return 0;
    if (typeof value !== 'number') return mismatch(value, type, at);
    const fits = Number.isInteger(value) && value >= least && value <= most;
    return fits ? value : mismatch(value, type, at, `number ${value}`);
  };
}

// 64 bits are cut to what a number can hold exactly.
const bounds = {
  int: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  uint8: [0, 255],
  uint32: [0, 2 ** 32 - 1],
} as const;

/** Bytes as base64; kept as spelled, since nobody here looks into them. */
export const bytes: Decoder<string> = (value, at) => {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) {
    return Buffer.from(list('uint8', integer('uint8'))(value, at)).toString('base64');
  }
  if (typeof value !== 'string') return mismatch(value, '[]uint8', at);
  const illegal = illegalBase64At(value);
  if (illegal === undefined) return value;
  throw new GoTypeError(`illegal base64 data at input byte ${illegal}`);
};
