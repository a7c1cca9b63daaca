import { appendFileSync, closeSync, constants, openSync } from 'node:fs';
import { platform } from 'node:os';
import type { AuditCopy } from '../history/audit-copies.ts';
import { runProgram } from './run-program.ts';

/** Sends one record, a line of JSON, on its way; says what goes wrong, and never fails. */
export type CopyRecord = (record: string) => void;

/**
 * Copies audit records to where `copies` says. What has not arrived within two seconds is given up; a destination that
 * fails is warned of once. Nothing waits for it but the end of the process.
 */
export function copyAudit(
  copies: readonly AuditCopy[],
  environment: Readonly<Record<string, string | undefined>>,
  warn: (sentence: string) => void,
): CopyRecord {
  const senders = copies.map((copy) => {
    const failed = once((why) => warn(`Audit records are not copied to ${nameOf(copy)}: ${why}.`));
    return typeof copy === 'object'
      ? toFile(copy.file, failed)
      : toProgram(commandOf(copy), environment, failed);
  });
  return (record) => {
    for (const send of senders) send(record);
  };
}

type Failed = (why: string) => void;

/**
 * One write of a whole line to the end of the file, so that those of several processes do not mix. A named pipe that
 * nobody reads fails at once: opened in the usual way it would hold this process, deaf to signals, until somebody does.
 */
function toFile(file: string, failed: Failed): CopyRecord {
  return (record) => {
    try {
      const opened = openSync(file, toItsEnd, 0o600);
      try {
        appendFileSync(opened, `${record}\n`);
      } finally {
        closeSync(opened);
      }
    } catch (error) {
      failed(error instanceof Error ? error.message : String(error));
    }
  };
}

const { O_APPEND, O_CREAT, O_NONBLOCK, O_WRONLY } = constants;
const toItsEnd = O_APPEND | O_CREAT | O_NONBLOCK | O_WRONLY;

/** Records go by standard input, where no process list shows them. What comes while one is under way goes together after it. */
function toProgram(
  command: readonly [string, ...string[]],
  environment: Readonly<Record<string, string | undefined>>,
  failed: Failed,
): CopyRecord {
  let waiting = '';
  let isUnderWay = false;
  async function send(): Promise<void> {
    isUnderWay = true;
    while (waiting !== '') {
      const input = waiting;
      waiting = '';
      const end = await runProgram(command, { environment, input, timeoutMs });
      if (end.ended !== 'well') failed(`${command[0]} ${endings[end.ended](end)}`);
    }
    isUnderWay = false;
  }
  return (record) => {
    waiting += `${record}\n`;
    if (!isUnderWay) void send();
  };
}

const timeoutMs = 2000;

const endings = {
  failed: (end: object): string => `ended with ${'how' in end ? String(end.how) : 'a failure'}`,
  absent: (): string => 'is not there',
  timeout: (): string => 'did not end within two seconds',
  'too-much': (): string => 'printed too much',
  interrupted: (): string => 'was interrupted',
};

/** util-linux's logger would cut a record into pieces of 1 KiB; those of other systems do not, and know no --size. */
function commandOf(copy: 'syslog' | 'journald'): readonly [string, ...string[]] {
  if (copy === 'journald') return ['systemd-cat', '-t', 'idp'];
  return ['logger', '-t', 'idp', ...(platform() === 'linux' ? ['--size', '65536'] : [])];
}

const nameOf = (copy: AuditCopy): string => (typeof copy === 'object' ? copy.file : copy);

function once(warn: (why: string) => void): (why: string) => void {
  let warned = false;
  return (why) => {
    if (!warned) warn(why);
    warned = true;
  };
}
