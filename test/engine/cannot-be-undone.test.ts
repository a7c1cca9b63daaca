import { describe, expect, it } from 'vitest';
import { exitStatus, type OutcomeError } from '../../src/engine/outcome.ts';
import type { KratosRequest } from '../../src/kratos/transport.ts';
import { isWrite, useDesk, type WorldOptions } from './desk.ts';

const scene = useDesk();

/** What undoing it fails with; nothing is recorded or written then. */
async function refused(operation: string, options: WorldOptions = {}): Promise<OutcomeError | undefined> {
  const writes: string[] = [];
  const between = (sent: KratosRequest) => void (isWrite(sent) && writes.push(sent.path));
  const { outcome } = await scene.desk.undo(operation, {}, { between, ...options });
  expect([outcome.operation, outcome.status, writes]).toEqual([null, 'failed', []]);
  return outcome.error;
}

describe('an operation cannot be undone', () => {
  it('twice', async () => {
    const [ada] = await scene.desk.people(1);
    const operation = await scene.desk.runOne('disable-identity', ada!);
    const { outcome } = await scene.desk.undo(operation);
    expect(await refused(operation)).toMatchObject({
      code: 'cannot-be-undone',
      message: `Operation ${operation} was undone by operation ${outcome.operation}.`,
    });
    expect((await refused(outcome.operation ?? ''))?.message).toBe(
      `Operation ${outcome.operation} is itself the undoing of operation ${operation}.`,
    );
  });

  it('where it changed nothing', async () => {
    const [ada] = await scene.desk.people(1);
    const read = await scene.desk.runOne('get-identity', ada!);
    expect((await refused(read))?.message).toBe(`Operation ${read} only read: it changed nothing.`);
    const dry = await scene.desk.runOne('disable-identity', ada!, true);
    expect((await refused(dry))?.message).toBe(`Operation ${dry} was a dry run: it changed nothing.`);
    const idle = await scene.desk.runOne('enable-identity', ada!);
    expect((await refused(idle))?.message).toBe(
      `No task of operation ${idle} is left that was completed and changed something.`,
    );
  });

  it('where its action does not say how, and then the sentence says why', async () => {
    const [ada] = await scene.desk.people(1);
    const operation = await scene.desk.runOne('delete-identity', ada!);
    expect((await refused(operation))?.message).toBe(
      'delete-identity cannot be undone. Kratos keeps nothing of an identity that it has deleted.',
    );
  });

  it('at another Kratos', async () => {
    const [ada] = await scene.desk.people(1);
    const operation = await scene.desk.runOne('disable-identity', ada!);
    expect(await refused(operation, { host: 'kratos.staging' })).toMatchObject({ code: 'usage' });
  });

  it('with what only goes for many that were done in one task', async () => {
    const [ada] = await scene.desk.people(1);
    const operation = await scene.desk.runOne('disable-identity', ada!);
    const { outcome } = await scene.desk.undo(operation, {}, { choices: { includeChanged: true } });
    expect(outcome.error?.code).toBe('usage');
    expect(await scene.desk.stateOf(ada!.id)).toBe('inactive');
  });

  it('that is not there', async () => {
    expect(await refused('999999')).toMatchObject({ code: 'operation-not-found' });
  });

  it('where what it changed was changed since, and then the exit status says so', async () => {
    const { desk } = scene;
    const [ada] = await desk.people(1);
    const operation = await desk.runOne('disable-identity', ada!);
    await desk.kratos.patch(ada!.id, { op: 'replace', path: '/state', value: 'active' });
    const { outcome } = await desk.undo(operation);
    expect(outcome).toMatchObject({
      status: 'failed',
      error: {
        code: 'cannot-be-undone',
        message: `Somebody changed identity ${ada!.id} since: it is active.`,
      },
    });
    expect(exitStatus(outcome)).toBe(5);
  });
});
