import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ada, aDesk, anEnd, anOperation, type Desk } from './a-history.ts';

let desk: Desk;
let copied: string[];
beforeEach(() => {
  copied = [];
  desk = aDesk({ onRecord: (text) => void copied.push(text) });
});
afterEach(() => desk.leave());

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('the audit chain', () => {
  it('begins with number 0 and 64 zeros', async () => {
    expect(await desk.audit.head()).toEqual({ number: 0, hash: '0'.repeat(64) });
    expect(await desk.audit.verify()).toEqual({ intact: true, head: { number: 0, hash: '0'.repeat(64) } });
  });

  it('tells of a write when it is opened, and again when it is closed', async () => {
    const { task } = await desk.history.open(anOperation());
    await desk.history.close(task, anEnd());
    expect(await desk.records()).toMatchObject([
      {
        number: 1,
        time: '2030-01-01T00:00:00.000Z',
        event: 'operation-opened',
        operation: {
          id: '1',
          action: 'disable-identity',
          effect: 'write',
          'dry-run': false,
          asker: ada,
          host: 'kratos.test',
          context: 'prod',
          reason: 'a ticket',
          parameters: { email: 'g***@e***.com' },
          undoes: null,
          targets: 1,
          tasks: { first: '2', count: 1 },
        },
      },
      {
        number: 2,
        time: '2030-01-01T00:00:02.000Z',
        event: 'task-closed',
        task: {
          id: '2',
          operation: '1',
          target: 'g***@e***.com',
          'identity-id': '9f425a8d-7efc-4768-8f23-7647a74fdf13',
          status: 'completed',
          changed: true,
          error: null,
          changes: [{ name: 'state', before: 'active', after: 'inactive' }],
          requests: [{ id: 'r1', method: 'PATCH', path: '/admin/identities/x', status: 200 }],
          'results-sha256': sha256('{"changed":true}'),
        },
      },
    ]);
  });

  it.each([{ effect: 'read' }, { effect: 'destroy', dryRun: true }])(
    'tells of %j in one record, at its end',
    async (said) => {
      const { task } = await desk.history.open(anOperation(said));
      expect(await desk.records()).toEqual([]);
      expect(await desk.audit.verify()).toMatchObject({ intact: true });
      await desk.history.close(task, anEnd());
      expect(await desk.records()).toMatchObject([
        { number: 1, event: 'task-closed', operation: { id: '1', asker: ada }, task: { id: '2' } },
      ]);
    },
  );

  it('is SHA-256 over each text as it is kept, which holds the hash of the one before', async () => {
    for (const reason of ['one', 'two', undefined]) await desk.history.open(anOperation({ reason }));
    const kept = desk.sql('SELECT text, hash FROM audit ORDER BY number');
    let previous = '0'.repeat(64);
    for (const { text, hash } of kept) {
      expect(hash).toBe(sha256(String(text)));
      expect(JSON.parse(String(text))).toMatchObject({ previous });
      previous = String(hash);
    }
    expect(await desk.audit.head()).toEqual({ number: 3, hash: previous });
    // Whoever has an export takes the hash away and has the text again.
    const texts = (await desk.records()).map(({ hash, ...rest }) => [JSON.stringify(rest), hash]);
    expect(texts).toEqual(kept.map(({ text, hash }) => [text, hash]));
  });

  it('gives each record as it is kept to whoever copies them, once it is kept', async () => {
    const { task } = await desk.history.open(anOperation());
    await desk.history.close(task, anEnd());
    expect(copied).toEqual(desk.sql('SELECT text FROM audit ORDER BY number').map(({ text }) => text));
  });

  it('tells of what is no operation too, whatever it is called', async () => {
    const fields = { name: 'ada', number: 7, previous: 'mine', operation: { id: '1' }, tasks: '1-9' };
    await desk.audit.note({ event: 'secret-added', time: '2030-01-01T00:00:00.000Z', asker: ada, fields });
    expect(await desk.records()).toMatchObject([{ number: 1, event: 'secret-added', by: ada, fields }]);
    expect(await desk.audit.verify()).toMatchObject({ intact: true });
  });

  it('lets nothing be changed or deleted by accident', async () => {
    await desk.history.open(anOperation());
    const db = new DatabaseSync(desk.path);
    expect(() => db.exec(`UPDATE audit SET text = '{}'`)).toThrow('the audit chain is never changed');
    expect(() => db.exec('DELETE FROM audit')).toThrow('nothing is taken out of the audit chain');
    db.close();
  });

  it('says nothing of what was rolled back', async () => {
    await expect(desk.history.close('77', anEnd())).rejects.toMatchObject({ code: 'task-not-found' });
    expect([copied, await desk.records()]).toEqual([[], []]);
  });
});
