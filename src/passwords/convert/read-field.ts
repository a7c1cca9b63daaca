import { bytesOfBase64, bytesOfHex } from './encoded-bytes.ts';
import { refuse } from './refused-hash.ts';

/** The text of a hash without the spaces and line ends around it. Throws RefusedHashError for a NUL or a line end within. */
export function readHashText(text: string): string {
  const hash = text.trim();
  if (!Array.from(hash).some(isControl)) return hash;
  return refuse('the hash has a NUL, a tab or a line end in it: give it as it is stored');
}

function isControl(character: string): boolean {
  return character < ' ' || character === '\u007f';
}

/** Whether a field of a file is not there, null or empty. */
export function isAbsent(value: unknown): value is undefined | null | '' {
  return value === undefined || value === null || value === '';
}

/** Throws RefusedHashError when the field is missing, empty or no text. */
export function readText(value: unknown, field: string): string {
  if (isAbsent(value)) refuse(`${field} is missing`);
  return typeof value === 'string' ? value.trim() : refuse(`${field} has to be text`);
}

export interface CountBounds {
  least: number;
  most: number;
}

/** A whole number, also as text. Throws RefusedHashError for anything else, or beyond the bounds. */
export function readCount(value: unknown, field: string, { least, most }: CountBounds): number {
  const text = typeof value === 'number' ? String(value) : readText(value, field);
  const count = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (count >= least && count <= most) return count;
  return refuse(`${field} has to be a whole number from ${least} to ${most}`);
}

/** What Kratos reads as the number of iterations: 32 bits. */
export const iterationBounds: CountBounds = { least: 1, most: 2 ** 32 - 1 };

/** The bytes of base64 of either alphabet. Throws RefusedHashError when it is none, or empty. */
export function readBase64(value: unknown, field: string): Buffer {
  const bytes = bytesOfBase64(readText(value, field));
  if (bytes !== undefined) return bytes;
  return refuse(`${field} is not whole base64: give it as the export has it`);
}

/** Throws RefusedHashError when it is no hexadecimal text, or empty. */
export function readHex(value: unknown, field: string): Buffer {
  const bytes = bytesOfHex(readText(value, field));
  return bytes ?? refuse(`${field} is not whole hexadecimal text: give it as the export has it`);
}

/** Throws RefusedHashError when the digest has another length, in bytes, than its algorithm makes. */
export function requireLength(bytes: Buffer, length: number, field: string): Buffer {
  if (bytes.length === length) return bytes;
  return refuse(
    `${field} has ${bytes.length} bytes, where ${length} are needed: it is cut off or of another algorithm`,
  );
}

/** As `requireLength`, where the length is a setting that the operator can correct. */
export function requireKeyLength(key: Buffer, length: number, field: string): Buffer {
  if (key.length === length) return key;
  return refuse(
    `${field} has ${key.length} bytes where keylen says ${length}: it is cut off, or keylen was another`,
  );
}

/** In bytes: below, a key is cut off, and above, nobody makes one. */
export const keyLengthBounds: CountBounds = { least: 16, most: 4096 };

/** An object, also as the text of one in JSON. Throws RefusedHashError for anything else. */
export function readObject(value: unknown, field: string): Readonly<Record<string, unknown>> {
  const parsed = typeof value === 'string' ? parseJson(value, field) : value;
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return refuse(`${field} has to be a JSON object`);
  }
  return parsed as Record<string, unknown>;
}

function parseJson(text: string, field: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return refuse(`${field} is not whole JSON`);
  }
}
