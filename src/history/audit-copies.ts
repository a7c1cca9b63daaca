import { isAbsolute } from 'node:path';
import { IdpError } from '../errors/idp-error.ts';
import type { Fail } from '../yaml/located-document.ts';
import { readRegularFile } from '../yaml/read-regular-file.ts';

/** Where else audit records go. */
export type AuditCopy = 'syslog' | 'journald' | { readonly file: string };

/**
 * The copies that a file such as `copy: [syslog, {file: /var/log/idp-audit.jsonl}]` asks for. Fails with usage: the
 * first fault, with the file, its place there, and the field.
 */
export async function readAuditCopies(file: string): Promise<readonly AuditCopy[]> {
  const { parseLocated } = await import('../yaml/located-document.ts');
  const { document, fail } = parseLocated(textOf(file), file, hint);
  return copiesOf(document.toJS(), fail);
}

function copiesOf(root: unknown, fail: Fail): AuditCopy[] {
  if (!isMap(root)) return fail([], 'a map with the key copy is expected');
  const unknown = Object.keys(root).find((key) => key !== 'copy');
  if (unknown !== undefined) {
    return fail([unknown], `${JSON.stringify(unknown)}: this key is not known; copy is the only one`);
  }
  const { copy } = root;
  if (!Array.isArray(copy)) return fail(['copy'], `copy: a list is expected, of ${known}`);
  return copy.map((one: unknown, at) => copyOf(one, at, fail));
}

function copyOf(one: unknown, at: number, fail: Fail): AuditCopy {
  if (one === 'syslog' || one === 'journald') return one;
  const path = ['copy', String(at)];
  if (!isMap(one) || Object.keys(one).join() !== 'file') {
    return fail(path, `copy[${at}]: ${known} is expected`);
  }
  const { file } = one;
  if (typeof file !== 'string' || !isAbsolute(file)) {
    return fail([...path, 'file'], `copy[${at}].file: a path from the root is expected`);
  }
  return { file };
}

const known = 'syslog, journald or {file: PATH}';

function textOf(file: string): string {
  try {
    return readRegularFile(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new IdpError('usage', `${file}: it cannot be read: ${why}.`, { hint });
  }
}

const hint = 'Mend the file, or move it away: it only says where audit records are copied to.';

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
