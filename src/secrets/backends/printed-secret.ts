import { Secret } from '../secret.ts';
import type { SecretContent } from '../secret-store.ts';
import type { CommandSettings } from './command-settings.ts';

/** What a program printed, as a secret; or what is wrong with it, in words that quote nothing of it. */
export type Printed = { readonly content: SecretContent } | { readonly fault: string };

/**
 * A bare value is that of the key that is asked for, whatever its name, and one line end behind it is not part of it. Of a
 * JSON object the texts count; every other value in it is left out.
 */
export function printedSecret(
  printed: Uint8Array,
  { prints, select }: Pick<CommandSettings, 'prints' | 'select'>,
  key: string,
): Printed {
  const text = utf8(printed);
  if (text === undefined) return { fault: 'printed bytes that are no UTF-8 text' };
  const line = text.replace(/\r?\n$/, '');
  if (line === '') return { fault: 'printed nothing' };
  if (prints === 'json') return fromJson(text, select, key);
  if (prints === 'value') return bare(line, key);
  if (prints === 'first-line') return bare(/^[^\r\n]*/.exec(line)?.[0] ?? '', key);
  const object = line.trimStart().startsWith('{') ? parsed(line) : undefined;
  if (isObject(object)) return texts(object);
  // A broken pipe or a full disk cut it short: half of an object is nobody's password.
  if (/^\s*\{\s*"/.test(line)) {
    return { fault: 'printed what begins as JSON and is none; set its prints to value if that is the value' };
  }
  if (!/[\r\n]/.test(line)) return bare(line, key);
  return { fault: 'printed several lines; set its prints to first-line or value' };
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const bare = (value: string, key: string): Printed =>
  value === '' ? { fault: 'printed an empty first line' } : { content: { [key]: new Secret(value) } };

function fromJson(text: string, select: readonly string[], key: string): Printed {
  let found = parsed(text);
  if (found === undefined) return { fault: 'printed no JSON' };
  for (const step of select) {
    const value = isObject(found) ? below(found, step) : undefined;
    if (value === undefined) return { fault: `printed JSON without ${select.join('.')}` };
    found = value;
  }
  if (typeof found === 'string') return bare(found, key);
  return isObject(found) ? texts(found) : { fault: 'printed JSON that is neither an object nor a text' };
}

function below(object: Readonly<Record<string, unknown>>, step: string): unknown {
  if (step !== '*') return Object.hasOwn(object, step) ? object[step] : undefined;
  const values = Object.values(object);
  return values.length === 1 ? values[0] : undefined;
}

function texts(object: Readonly<Record<string, unknown>>): Printed {
  const content = Object.entries(object).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, new Secret(value)] as const] : [],
  );
  return { content: Object.fromEntries(content) };
}

/** What V8 says of broken JSON quotes it, so nothing of that is kept. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
