import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { startCountingKratos, type CountingKratos, type Moment } from './counting-kratos.ts';

/** Where a run over many is killed, by a seed: at which request, before or after Kratos has it, with how many at once. */
export type CrashPlan = {
  readonly seed: number;
  readonly request: number;
  readonly moment: Moment;
  readonly concurrency: number;
};

/** A command line of idp, and where it runs. */
export type Desk = {
  readonly program: string;
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
};

export type CrashReport = {
  /** Tasks that were done, and not known to be done or not, when it was killed. */
  readonly completed: number;
  readonly uncertain: number;
  /** What must not be, in words. */
  readonly problems: readonly string[];
};

export const targets = 500;

/** Of disable-identity: GET, PATCH, DELETE of sessions and what goes with it. */
const requestsOfAll = targets * 3;

export function crashPlan(seed: number): CrashPlan {
  const random = numbersFrom(seed);
  return {
    seed,
    request: 1 + Math.floor(random() * (requestsOfAll - 20)),
    moment: random() < 0.5 ? 'asked' : 'answered',
    concurrency: 1 + Math.floor(random() * 8),
  };
}

/**
 * Disables 500 identities, is killed at the planned request, looks at history and at the audit chain, resumes, and
 * counts at Kratos what was written: of every identity once, or not known and said so. Then it resumes those too.
 */
export async function crashAndResume(desk: Desk, plan: CrashPlan): Promise<CrashReport> {
  const sandbox = await startSandbox({ database: ':memory:', bcryptCost: 4 });
  const kratos = await startCountingKratos(sandbox.adminUrl);
  try {
    const ids = await createIdentities(sandbox.adminUrl);
    const file = join(desk.home, 'ids.txt');
    writeFileSync(file, `${ids.join('\n')}\n`);
    await killedRun(desk, kratos, plan, file);
    return await aftermath(desk, kratos, sandbox.adminUrl, ids);
  } finally {
    await kratos.close();
    await sandbox.close();
  }
}

async function aftermath(
  desk: Desk,
  kratos: CountingKratos,
  adminUrl: string,
  ids: readonly string[],
): Promise<CrashReport> {
  const problems: string[] = [];
  const expectExit = async (words: string, ...exits: number[]): Promise<string> => {
    const { exit, stdout, stderr } = await runIdp(desk, words);
    if (exit === null || !exits.includes(exit)) problems.push(`idp ${words} ended with ${exit}: ${stderr}`);
    return stdout;
  };

  const killed = await look(expectExit);
  if (killed.status !== 'aborted') problems.push(`after the kill, the operation is ${killed.status}`);
  await expectExit('audit verify', 0);

  const unknown = left(killed, true);
  await expectExit(`resume 1 --yes --expect ${left(killed, false)}`, unknown > 0 ? 6 : 0);
  const resumed = await look(expectExit);
  for (const id of ids) {
    const written = writesOf(kratos, id);
    const { status, uncertain } = resumed.tasks.get(id) ?? { status: 'missing', uncertain: false };
    if (uncertain ? written > 1 : status !== 'completed' || written !== 1) {
      problems.push(`${id} was written ${written} times; its task is ${status}, uncertain: ${uncertain}`);
    }
  }

  if (unknown > 0) await expectExit(`resume 1 --include-uncertain --yes --expect ${unknown}`, 0);
  const whole = await look(expectExit);
  if (whole.status !== 'completed') problems.push(`at the end, the operation is ${whole.status}`);
  const twice = ids.filter((id) => writesOf(kratos, id) !== 1);
  if (twice.length > 0) problems.push(`not written once at the end: ${twice.join(', ')}`);
  const open = await activeOnes(adminUrl);
  if (open > 0) problems.push(`${open} are still active at the end`);
  await expectExit('audit verify', 0);
  return {
    completed: [...killed.tasks.values()].filter(({ status }) => status === 'completed').length,
    uncertain: unknown,
    problems,
  };
}

type Looked = {
  readonly status: string;
  readonly tasks: ReadonlyMap<string, { readonly status: string; readonly uncertain: boolean }>;
};

type Shown = {
  readonly status: string;
  readonly tasks: Record<string, { target: string; status: string; uncertain?: boolean }>;
};

/** The operation as history has it; its exit status tells how it ended. */
async function look(run: (words: string, ...exits: number[]) => Promise<string>): Promise<Looked> {
  const text = await run('show-operation 1 --all --format json', 0, 1, 6, 130);
  const { status, tasks } = JSON.parse(text) as Shown;
  return {
    status,
    tasks: new Map(
      Object.values(tasks).map((task) => [
        task.target,
        { status: task.status, uncertain: task.uncertain === true },
      ]),
    ),
  };
}

/** Tasks to be taken up: those that are certain, or those that are not. */
const left = ({ tasks }: Looked, uncertain: boolean): number =>
  [...tasks.values()].filter((task) => task.status === 'aborted' && task.uncertain === uncertain).length;

const writesOf = (kratos: CountingKratos, id: string): number =>
  kratos.passedOn('PATCH').get(`/admin/identities/${id}`) ?? 0;

async function killedRun(desk: Desk, kratos: CountingKratos, plan: CrashPlan, file: string): Promise<void> {
  const child = startIdp(
    desk,
    `run disable-identity --each ${file} --yes --expect ${targets} --concurrency ${plan.concurrency} --admin-url ${kratos.url}`,
  );
  kratos.at(plan.request, plan.moment, () => child.kill('SIGKILL'));
  const { signal, stderr } = await endOf(child);
  if (signal !== 'SIGKILL') throw new Error(`It was not killed at request ${plan.request}: ${stderr}`);
  await kratos.settled();
}

async function createIdentities(adminUrl: string): Promise<string[]> {
  const identities = Array.from({ length: targets }, (_, at) => ({
    create: { schema_id: 'default', traits: { email: `person-${at}@example.com` } },
  }));
  const answer = await fetch(`${adminUrl}/admin/identities`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ identities }),
  });
  const created = (await answer.json()) as { identities: { identity: string }[] };
  return created.identities.map(({ identity }) => identity);
}

async function activeOnes(adminUrl: string): Promise<number> {
  const answer = await fetch(`${adminUrl}/admin/identities?page_size=${targets}`);
  const listed = (await answer.json()) as { state: string }[];
  return listed.filter(({ state }) => state !== 'inactive').length;
}

type EndedIdp = {
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

const startIdp = ({ program, home, env }: Desk, words: string): ChildProcess =>
  spawn(process.execPath, [program, ...words.split(' ')], { env, cwd: home, stdio: 'pipe' });

const runIdp = (desk: Desk, words: string): Promise<EndedIdp> => endOf(startIdp(desk, words));

function endOf(child: ChildProcess): Promise<EndedIdp> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin?.end();
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit, signal) => resolve({ exit, signal, stdout, stderr }));
  });
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
