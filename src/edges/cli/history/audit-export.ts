import type { Host, Output } from '../../../host/host.ts';
import type { Audit, AuditRecord } from '../../../history/audit.ts';
import { escapeUnshowable, jsonText } from '../json-text.ts';
import type { Format, GlobalOptions } from '../options.ts';
import { openOutputFile } from '../output-file.ts';
import { openHistory } from './open-history.ts';

/**
 * `idp audit export`: every record as it comes, never all of them at once. As text and as jsonl a JSON line each, byte
 * for byte what its hash was taken of; as json one list, as yaml one too.
 */
export async function auditExportCommand(host: Host, options: GlobalOptions): Promise<void> {
  const { audit } = openHistory(host);
  if (options.output === undefined) {
    await exportTo(writerOf(host.stdout), audit, options.format);
    return;
  }
  const file = openOutputFile(options.output);
  try {
    await exportTo((text) => file.write(text), audit, options.format);
    file.keep();
  } finally {
    file.discard();
  }
}

/** Goes on when the reader has taken what is there, so that a slow one costs no memory; false where it has gone. */
type Write = (text: string) => void | Promise<boolean>;

/** A terminal is shown nothing that could drive it; a pipe gets the bytes. */
function writerOf(output: Output): Write {
  return async (text) => {
    output.write(output.isTerminal ? escapeUnshowable(text) : text);
    return (await output.taken?.()) ?? true;
  };
}

async function exportTo(write: Write, audit: Pick<Audit, 'records'>, format: Format): Promise<void> {
  const { begin, item, end } = await shapeOf(format);
  let waiting = begin;
  let count = 0;
  for await (const record of audit.records()) {
    waiting += item(record, count === 0);
    count += 1;
    if (waiting.length < enoughToWrite) continue;
    if ((await write(waiting)) === false) return;
    waiting = '';
  }
  await write(waiting + end(count));
}

/** Characters; what a pipe holds on Linux. */
const enoughToWrite = 65_536;

type Shape = {
  readonly begin: string;
  readonly item: (record: AuditRecord, isFirst: boolean) => string;
  readonly end: (count: number) => string;
};

async function shapeOf(format: Format): Promise<Shape> {
  if (format === 'json') {
    return {
      begin: '[',
      item: (record, isFirst) => `${isFirst ? '\n' : ',\n'}${jsonText(record)}`,
      end: (count) => (count === 0 ? ']\n' : '\n]\n'),
    };
  }
  if (format === 'yaml') {
    const { yamlText } = await import('../yaml-text.ts');
    return {
      begin: '',
      item: (record) => yamlText([record]),
      end: (count) => (count === 0 ? '[]\n' : ''),
    };
  }
  return {
    begin: '',
    item: ({ hash, ...record }) => `${JSON.stringify({ ...record, hash })}\n`,
    end: () => '',
  };
}
