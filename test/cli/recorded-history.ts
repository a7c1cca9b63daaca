import { join } from 'node:path';
import type { History, NewOperation, TaskEnd } from '../../src/history/history.ts';
import { ada, aHistory } from '../history/a-history.ts';
import type { User } from './user.ts';

/** The history of this user, as the processes that record in it see it. */
export const historyOf = (user: User): History => aHistory(join(user.dataFolder, 'history.db'));

/** An operation of Ada's, with what a test says of it. */
export const newOperation = (said: Partial<NewOperation> = {}): NewOperation => ({
  action: 'disable-identity',
  effect: 'destroy',
  dryRun: false,
  asker: ada,
  host: 'kratos.internal:4434',
  context: 'prod',
  reason: undefined,
  parameters: { email: 'g***@e***.com' },
  target: 'g***@e***.com',
  enqueued: '2015-02-14T06:06:05.000Z',
  ...said,
});

/** A good end, with what a test says of it. */
export const anEnd = (said: Partial<TaskEnd> = {}): TaskEnd => ({
  status: 'completed',
  identityId: undefined,
  changed: undefined,
  started: '2015-02-14T06:06:06.000Z',
  completed: '2015-02-14T06:06:07.500Z',
  error: undefined,
  results: {},
  changes: [],
  requests: [],
  ...said,
});

export const graceId = '9f425a8d-7efc-4768-8f23-7647a74fdf13';

/**
 * Operation 1 with task 2 disabled Grace; 3 with 4 found nobody; 5 with 6 to 65 enabled 58 of 60; 66 with 67 was a dry
 * run; 68 with 69 still runs, in this process.
 */
export async function recordSome(user: User): Promise<void> {
  const history = historyOf(user);
  const first = await history.open(newOperation({ reason: 'left the company' }));
  await history.say(first.task, { time: '2015-02-14T06:06:07.000Z', message: 'Sessions ended: 2.' });
  await history.close(
    first.task,
    anEnd({
      identityId: graceId,
      changed: true,
      results: { 'identity-id': graceId, changed: true, 'sessions-revoked': 2 },
      changes: [{ name: 'state', before: 'active', after: 'inactive' }],
      requests: [
        { id: 'aaaaaaaa', method: 'PATCH', path: `/admin/identities/${graceId}`, status: 200 },
        { id: 'bbbbbbbb', method: 'DELETE', path: `/admin/identities/${graceId}/sessions`, status: null },
      ],
    }),
  );
  const second = await history.open(
    newOperation({ action: 'enable-identity', effect: 'write', context: null, target: 'n***@e***.com' }),
  );
  await history.close(second.task, anEnd({ status: 'failed', error: nobody }));
  await recordSixty(history);
  const dry = await history.open(newOperation({ dryRun: true }));
  await history.close(dry.task, anEnd({ changed: false, results: { changed: false } }));
  await history.open(newOperation({ action: 'get-identity', effect: 'read' }));
}

const nobody = { code: 'identity-not-found', message: 'Nobody has the address n***@e***.com.' };

async function recordSixty(history: History): Promise<void> {
  const targets = Array.from({ length: 60 }, (_, at) => `p***${at}@e***.com`);
  const many = newOperation({ action: 'enable-identity', effect: 'write', parameters: {} });
  const { firstTask } = await history.openMany(many, targets, targets.length);
  for (const at of targets.keys()) {
    const task = String(Number(firstTask) + at);
    await history.start(task, '2015-02-14T06:06:06.000Z');
    const isLost = at === 10 || at === 58;
    await history.close(
      task,
      isLost
        ? anEnd({ status: 'failed', error: nobody })
        : anEnd({ changed: true, results: { changed: true } }),
    );
  }
}
