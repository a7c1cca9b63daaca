import type { Host } from '../../../host/host.ts';
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
    const { stdout } = host;
    // A terminal is shown nothing that could drive it; a file and a pipe get the bytes.
    const write = (text: string) => stdout.write(stdout.isTerminal ? escapeUnshowable(text) : text);
    await exportTo(write, audit, options.format);
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

async function exportTo(
  write: (text: string) => void,
  audit: Pick<Audit, 'records'>,
  format: Format,
): Promise<void> {
  const { begin, item, end } = await shapeOf(format);
  let count = 0;
  write(begin);
  for await (const record of audit.records()) {
    write(item(record, count === 0));
    count += 1;
  }
  write(end(count));
}

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
