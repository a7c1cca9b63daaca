import { readFileSync, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { IdpError } from '../errors/idp-error.ts';

/** Where else audit records go. */
export type AuditCopy = 'syslog' | 'journald' | { readonly file: string };

/**
 * The copies that a file such as `copy: [syslog, {file: /var/log/idp-audit.jsonl}]` asks for. Fails with usage: the
 * first fault, with the file and the field.
 */
export async function readAuditCopies(file: string): Promise<readonly AuditCopy[]> {
  const { LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(textOf(file), { lineCounter: lines, prettyErrors: false });
  const [fault] = document.errors;
  if (fault !== undefined) {
    const { line, col } = lines.linePos(fault.pos[0]);
    throw malformed(`${file}:${line}:${col}: ${fault.message.replace(/[.:]$/, '')}.`);
  }
  return copiesOf(valueOf(document, file), (field, what) =>
    malformed(`${file}: ${field === '' ? '' : `${field}: `}${what}.`),
  );
}

/** Aliases are looked up here: one of nothing, or of too much, fails now. */
function valueOf(document: { toJS(): unknown }, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw malformed(`${file}: ${messageOf(error)}.`);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

type Fault = (field: string, what: string) => IdpError;

function copiesOf(root: unknown, fault: Fault): AuditCopy[] {
  if (!isMap(root)) throw fault('', 'a map with the key copy is expected');
  const unknown = Object.keys(root).find((key) => key !== 'copy');
  if (unknown !== undefined)
    throw fault(JSON.stringify(unknown), 'this key is not known; copy is the only one');
  const { copy } = root;
  if (!Array.isArray(copy)) throw fault('copy', `a list is expected, of ${known}`);
  return copy.map((one: unknown, at) => copyOf(one, `copy[${at}]`, fault));
}

function copyOf(one: unknown, field: string, fault: Fault): AuditCopy {
  if (one === 'syslog' || one === 'journald') return one;
  if (!isMap(one) || Object.keys(one).join() !== 'file') throw fault(field, `${known} is expected`);
  const { file } = one;
  if (typeof file !== 'string' || !isAbsolute(file)) {
    throw fault(`${field}.file`, 'a path from the root is expected');
  }
  return { file };
}

const known = 'syslog, journald or {file: PATH}';

function textOf(file: string): string {
  try {
    // Reading a pipe would wait for whoever may write to it.
    if (!statSync(file).isFile()) throw new Error('it is not a regular file');
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw malformed(`${file}: it cannot be read: ${messageOf(error)}.`);
  }
}

const malformed = (message: string): IdpError =>
  new IdpError('usage', message, {
    hint: 'Mend the file, or move it away: it only says where audit records are copied to.',
  });

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
