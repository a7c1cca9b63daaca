import { statSync } from 'node:fs';
import { pace } from '../../../engine/pace.ts';
import type { Host } from '../../../host/host.ts';
import { openInput } from '../../../records/open-input.ts';
import { probeLogins } from '../../../transfer/verify/probe-logins.ts';
import { readLogins } from '../../../transfer/verify/read-logins.ts';
import type { Verification } from './open-verification.ts';
import type { LoginsDocument, TroubledDocument } from './verified-document.ts';
import type { VerifyOptions } from './verify-command.ts';

/** Tries the logins of a file; who does not come in goes to `write`, too. Undefined where there is none to try. */
export async function verifyLogins(
  host: Host,
  { admin, concurrency, rate, signal }: Verification,
  { probeLogins: file }: VerifyOptions,
  write: (line: TroubledDocument) => void,
): Promise<LoginsDocument | undefined> {
  if (file === undefined) return undefined;
  warnOfReaders(host, file);
  const input = await openInput(file, { stdin: host.stdinChunks(signal), signal });
  const first: TroubledDocument[] = [];
  try {
    const { tried, accepted, secondFactor, ...others } = await probeLogins({
      logins: readLogins(input),
      admin,
      concurrency,
      turn: pace(rate, signal),
      signal,
      onTrouble({ line = null, identifier = null, end, reason }) {
        const troubled = { line, identifier, login: end, ...(reason === undefined ? {} : { reason }) };
        if (first.length < mostListed) first.push(troubled);
        write(troubled);
      },
    });
    return { tried, accepted, 'second-factor': secondFactor, ...others, 'first-troubled': first };
  } finally {
    input.close();
  }
}

const mostListed = 10;

/** It holds passwords. What is not there is told by opening it. */
function warnOfReaders(host: Host, file: string): void {
  const there = file === '-' ? undefined : statSync(file, { throwIfNoEntry: false });
  if (there?.isFile() !== true || (there.mode & 0o077) === 0) return;
  host.stderr.write(`warning: others can read ${file}, which holds passwords: chmod 600 ${file}\n`);
}
