import { availableParallelism } from 'node:os';
import { IdpError } from '../../../errors/idp-error.ts';
import type { Host } from '../../../host/host.ts';
import { inspectHash } from '../../../passwords/inspect-hash.ts';
import { compareKratosVersions, measuredVersion } from '../../../passwords/kratos-version.ts';
import { verifyPassword } from '../../../passwords/verify-password.ts';
import type { Secret } from '../../../secrets/secret.ts';
import { answerLines } from './answer-lines.ts';
import { hashFrom, hashIn } from './hash-in-line.ts';
import type { InputLine } from './input-lines.ts';
import { besideOf, judgingVersion, type JudgingVersion, type VersionOptions } from './judging-version.ts';
import { askHash, openInput, type InputOptions } from './open-input.ts';
import { secretPassword, type SecretOptions } from './secret-password.ts';

export type VerifyOptions = InputOptions & VersionOptions & SecretOptions;

/**
 * `idp password verify`: whether Kratos would let each password in with its hash. Several are computed at a time. Gives the
 * exit status, 6 where one does not match.
 */
export async function verifyCommand(
  host: Host,
  words: readonly string[],
  options: VerifyOptions,
): Promise<number> {
  const ofSecret = options.passwordSecretId !== undefined;
  const input = await openInput(host, words, options, {
    what: ofSecret ? 'hashes' : 'hashes and passwords',
    async ask(prompts) {
      const hash = await askHash(prompts, host);
      if (ofSecret) return hash;
      const { signal } = host.interruption();
      return `${hash}\t${await prompts.password({ message: 'password:', signal })}`;
    },
  });
  const secret = await secretPassword(host, options);
  const judging = await judgingVersion(host, options);
  return answerLines<Verified>(host, options, input.lines, {
    atOnce: mostAtOnce,
    work: async (line) => ({ line: line.number, reason: await reasonAgainst(line, secret, judging) }),
    isGood: ({ reason }) => reason === null,
    list: 'verdicts',
    beside: besideOf(judging),
    item: ({ line, reason }) => ({ line, match: reason === null, reason }),
    jsonLine: ({ reason }) => ({ match: reason === null, reason }),
    text: ({ line, reason }) =>
      `${input.isTyped ? '' : `line ${line}: `}${reason === null ? 'match' : `no match: ${reason}`}\n`,
    fault: (bad, all) =>
      new IdpError(
        'different',
        all === 1
          ? 'The password does not match the hash.'
          : `Of ${all} passwords, ${bad} do not match their hashes.`,
        { hint: 'The reason stands with each of them; idp password inspect says which hashes never match.' },
      ),
  });
}

type Verified = { readonly line: number; readonly reason: string | null };

/** More would not be faster, and each may take much memory. */
const mostAtOnce = Math.min(availableParallelism(), 4);

/** Null where they match. */
async function reasonAgainst(
  line: InputLine,
  secret: Secret | undefined,
  { version }: JudgingVersion,
): Promise<string | null> {
  const { hash, password, fault } = secret === undefined ? pairIn(line) : withSecret(line, secret);
  if (fault !== undefined) return fault;
  if (compareKratosVersions(version, measuredVersion) !== 0) {
    const { canMatch, code, reason } = inspectHash(hash, version);
    // These two are advice, and Kratos compares with them.
    const isCompared = canMatch || code === 'improbable' || code === 'matches-anything';
    if (!isCompared) return reason ?? 'No password can ever match this hash.';
  }
  try {
    const verdict = await verifyPassword(password, hash);
    return verdict.match ? null : withoutQuotes(verdict.reason);
  } catch {
    // The library's own sentence might repeat what it was given.
    return 'This could not be computed here.';
  }
}

type Pair =
  | { readonly hash: string; readonly password: string; readonly fault?: undefined }
  | { readonly hash?: undefined; readonly password?: undefined; readonly fault: string };

/** `hash<TAB>password`: no hash has a tab in it, and what follows the first is the password, further tabs too. */
function pairIn(line: InputLine): Pair {
  if ('fault' in line) return line;
  const tab = line.text.indexOf('\t');
  if (tab < 0) {
    const what = line.text.trim() === '' ? 'has no hash' : 'has no tab between a hash and a password';
    return { fault: `Line ${line.number} ${what}.` };
  }
  const { hash, fault } = hashFrom(line.text.slice(0, tab), line.number);
  return fault === undefined ? { hash, password: line.text.slice(tab + 1) } : { fault };
}

function withSecret(line: InputLine, secret: Secret): Pair {
  const { hash, fault } = hashIn(line);
  return fault === undefined ? { hash, password: secret.reveal() } : { fault };
}

/** Kratos's words quote the piece of a hash that they complain of, which may be its salt: short pieces and numbers stay. */
function withoutQuotes(reason: string): string {
  return reason.replaceAll(/(['"]).*\1/gs, (quoted, quote: string) =>
    /^.{0,6}$|^"\d+"$/s.test(quoted) ? quoted : `${quote}…${quote}`,
  );
}
