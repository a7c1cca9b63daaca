import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Identity } from '@ory/client';
import type { Desk } from '../../cli/crash/crash-run.ts';
import { runFaultProxy, type FaultProxy } from '../fault-proxy.ts';

/** Where an import is killed, by a seed: at which request, before Kratos has it, before it answers, or when it has answered. */
export interface KillPlan {
  readonly seed: number;
  readonly request: number;
  readonly moment: 'asked' | 'done' | 'answered';
  /** At this request of those that follow, which take it up, it is killed once more. */
  readonly again: number | undefined;
}

export interface KillReport {
  /** How often it was killed, and rows that Kratos had when it was for the first time. */
  readonly kills: number;
  readonly there: number;
  /** What must not be, in words. */
  readonly problems: readonly string[];
}

export const rowsOfKilled = 240;

/** Of an import of so many rows: look-ups, batches, second factors. */
const requestsOfAll = 20;
/** Before there is a journal: killed then it has nothing to take up, and nothing was sent. */
const openingRequests = 4;

export function killPlan(seed: number): KillPlan {
  const random = numbersFrom(seed);
  const moment = (['asked', 'done', 'answered'] as const)[Math.floor(random() * 3)] ?? 'asked';
  return {
    seed,
    request: openingRequests + 1 + Math.floor(random() * (requestsOfAll - openingRequests)),
    moment,
    again: random() < 0.3 ? 1 + Math.floor(random() * 12) : undefined,
  };
}

/**
 * Imports rows of all kinds, kills that at the planned request, once or twice, takes it up, and looks at Kratos, at the answer, at
 * the rejects, and at what `idp verify` says: everybody is there once, with a second factor where one was given, and nobody else.
 */
export async function killAndResumeImport(desk: Desk, plan: KillPlan): Promise<KillReport> {
  let requests = 0;
  let child: Child | undefined;
  const killAt = { request: plan.request };
  const proxy = await runFaultProxy({
    async fault() {
      requests += 1;
      if (requests !== killAt.request || plan.moment === 'answered') return undefined;
      child?.process.kill('SIGKILL');
      if (plan.moment === 'asked') await child?.ended;
      return { kind: plan.moment === 'asked' ? 'cutBefore' : 'cutAfter' };
    },
    answered({ n }) {
      if (n === killAt.request && plan.moment === 'answered') child?.process.kill('SIGKILL');
    },
  });
  try {
    writeFileSync(join(desk.home, 'people.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const urls = ['--admin-url', proxy.adminUrl, '--public-url', proxy.publicUrl];
    const start = (...words: readonly string[]): Child => (child = startIdp(desk, words));
    let ended = await start('import', 'people.jsonl', ...urls, '--format', 'json').ended;
    const there = (await identitiesIn(proxy)).length;
    let kills = 0;
    while (ended.signal === 'SIGKILL') {
      kills += 1;
      killAt.request = kills === 1 && plan.again !== undefined ? requests + plan.again : 0;
      ended = await start('resume', '1', '--yes', '--format', 'json').ended;
    }
    killAt.request = 0;
    const verified = await start('verify', '1', '--format', 'json').ended;
    const problems = [
      ...problemsOfAnswer(ended),
      ...problemsOfIdentities(await identitiesIn(proxy)),
      ...problemsOfRejects(join(desk.home, 'people.rejects.jsonl')),
      ...(verified.exit === 0 ? [] : [`idp verify ended with ${verified.exit}: ${verified.stdout}`]),
    ];
    return { kills, there, problems };
  } finally {
    await proxy.close();
  }
}

const totp = { totp: { config: { totp_url: 'otpauth://totp/idp?secret=JBSWY3DPEHPK3PXP&issuer=idp' } } };

/** Every tenth row is none that Kratos takes, every 24th has a second factor, and the last is the one before once more. */
const isBad = (number: number): boolean => number % 10 === 0;
const hasFactor = (number: number): boolean => number % 24 === 5;
const emailOf = (number: number): string => `person-${number}@example.com`;
const numbers = Array.from({ length: rowsOfKilled - 1 }, (_, at) => at + 1);
const good = numbers.filter((number) => !isBad(number));
const rejected = [...numbers.filter(isBad), rowsOfKilled];
const rows = [...numbers, rowsOfKilled - 1].map((number) => ({
  traits: { email: isBad(number) ? `no address ${number}` : emailOf(number) },
  ...(hasFactor(number) ? { credentials: totp } : {}),
}));

function problemsOfAnswer({ exit, stdout, stderr }: Ended): string[] {
  if (exit !== 6) return [`it ended with ${exit}: ${stderr}`];
  const { results } = JSON.parse(stdout) as { results: Record<string, unknown> };
  const expected = {
    read: rowsOfKilled,
    created: good.length,
    rejected: rejected.length,
    uncertain: 0,
    skipped: 0,
  };
  return Object.entries(expected).flatMap(([name, count]) =>
    results[name] === count ? [] : [`${name} is ${JSON.stringify(results[name])} rather than ${count}`],
  );
}

function problemsOfIdentities(identities: readonly Identity[]): string[] {
  const held = identities.map(({ traits }) => (traits as { email: string }).email).toSorted();
  const factors = identities.filter(({ credentials }) => credentials?.['totp'] !== undefined).length;
  const expected = good.filter(hasFactor).length;
  return [
    ...(held.join() === good.map(emailOf).toSorted().join()
      ? []
      : [`Kratos has ${held.length} others: ${held.join(' ')}`]),
    ...(factors === expected ? [] : [`${factors} have a second factor rather than ${expected}`]),
  ];
}

function problemsOfRejects(file: string): string[] {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  const told = lines.map((line) => (JSON.parse(line) as { line: number }).line).toSorted((a, b) => a - b);
  return told.join() === rejected.join() ? [] : [`the rejects are of the lines ${told.join(' ')}`];
}

async function identitiesIn({ sandboxUrl }: FaultProxy): Promise<Identity[]> {
  const answer = await fetch(`${sandboxUrl}/admin/identities?page_size=500&include_credential=totp`);
  return (await answer.json()) as Identity[];
}

interface Ended {
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Child {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

function startIdp({ program, home, env }: Desk, words: readonly string[]): Child {
  const child = spawn(process.execPath, [program, ...words], {
    env,
    cwd: home,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit, signal) => resolve({ exit, signal, stdout, stderr }));
  });
  return { process: child, ended };
}

/** Mulberry32: numbers from 0 to 1, the same for the same seed. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
