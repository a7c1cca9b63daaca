import { describe, expect, it } from 'vitest';
import { runAction } from '../../src/engine/run-action.ts';
import type { Outcome } from '../../src/engine/outcome.ts';
import { loadAction, readCatalog } from '../../src/host/installation.ts';
import { manyRequest, useDesk } from '../engine/desk.ts';
import { createPerson, newcomer, openSession, uniqueEmail, whoami } from './people.ts';

const scene = useDesk();

/** `idp run create-admin-account`, which gives a recovery code. */
async function createAdmin(): Promise<Outcome> {
  const input = { bare: [], pairs: Object.entries(newcomer()) };
  const consent = { yes: false, confirm: undefined };
  return runAction({ ...manyRequest(), action: 'create-admin-account', input, consent }, scene.desk.world());
}

describe('undoing disable-identity', () => {
  it('lets people sign in again, and says that ended sessions do not come back', async () => {
    const { desk } = scene;
    const person = await createPerson(desk.kratos);
    const token = await openSession(desk.kratos, person);
    const { outcome, ended } = await desk.undo(await desk.runOne('disable-identity', person));
    expect(outcome.status).toBe('completed');
    expect(ended[0]?.outcome.log).toMatchObject([
      { message: 'The sessions that were ended do not come back.' },
    ]);
    expect(await whoami(desk.kratos, token)).toBe(401);
    expect(await whoami(desk.kratos, await openSession(desk.kratos, person))).toBe(200);
  });

  it('does not open an account that was locked before', async () => {
    const { desk } = scene;
    const person = await createPerson(desk.kratos);
    await openSession(desk.kratos, person);
    await desk.kratos.patch(person.id, { op: 'replace', path: '/state', value: 'inactive' });
    const { outcome } = await desk.undo(await desk.runOne('disable-identity', person));
    expect(outcome.error).toMatchObject({
      code: 'cannot-be-undone',
      message: `It was not this task that made identity ${person.id} inactive.`,
    });
    expect(await desk.stateOf(person.id)).toBe('inactive');
  });
});

describe('undoing enable-identity', () => {
  it('locks the account again and ends the sessions, as disable-identity does', async () => {
    const { desk } = scene;
    const person = await createPerson(desk.kratos, { state: 'inactive' });
    const operation = await desk.runOne('enable-identity', person);
    const token = await openSession(desk.kratos, person);
    const { ended } = await desk.undo(operation);
    expect(ended[0]?.outcome.results).toEqual({
      'identity-id': person.id,
      changed: true,
      'sessions-revoked': 1,
    });
    expect(await desk.stateOf(person.id)).toBe('inactive');
    await desk.kratos.patch(person.id, { op: 'replace', path: '/state', value: 'active' });
    expect(await whoami(desk.kratos, token)).toBe(401);
  });

  it('leaves alone who was locked again in the meantime', async () => {
    const { desk } = scene;
    const person = await createPerson(desk.kratos, { state: 'inactive' });
    const operation = await desk.runOne('enable-identity', person);
    await desk.kratos.patch(person.id, { op: 'replace', path: '/state', value: 'inactive' });
    expect((await desk.undo(operation)).outcome.error).toMatchObject({ code: 'cannot-be-undone' });
  });
});

describe('undoing create-admin-account', () => {
  it('deletes the account that it made, and no other', async () => {
    const { desk } = scene;
    const other = await createPerson(desk.kratos);
    const made = await createAdmin();
    const id = String(made.results['identity-id']);
    const { outcome, ended } = await desk.undo(made.operation ?? '');
    expect(outcome.status).toBe('completed');
    expect(ended[0]?.outcome).toMatchObject({
      results: { 'identity-id': id, changed: true },
      log: [{ message: 'The recovery code that was given is of no use any more.' }],
    });
    expect((await desk.kratos.admin('GET', `/admin/identities/${id}`)).status).toBe(404);
    expect(await desk.stateOf(other.id)).toBe('active');
  });

  it('deletes nothing once somebody changed the account: traits, or state', async () => {
    const { desk } = scene;
    const changes = [
      { op: 'replace', path: '/traits/email', value: uniqueEmail('changed') },
      { op: 'replace', path: '/state', value: 'inactive' },
    ];
    for (const change of changes) {
      const made = await createAdmin();
      const id = String(made.results['identity-id']);
      await desk.kratos.patch(id, change);
      expect((await desk.undo(made.operation ?? '')).outcome.error).toMatchObject({
        code: 'cannot-be-undone',
        message: `Somebody changed the account ${id} since it was made, so it is not deleted.`,
      });
      expect((await desk.kratos.admin('GET', `/admin/identities/${id}`)).status).toBe(200);
    }
  });

  it('says so where the account is gone already', async () => {
    const { desk } = scene;
    const made = await createAdmin();
    const id = String(made.results['identity-id']);
    await desk.kratos.admin('DELETE', `/admin/identities/${id}`);
    expect((await desk.undo(made.operation ?? '')).outcome.error).toMatchObject({
      code: 'cannot-be-undone',
      message: `The account ${id} is gone already.`,
    });
  });
});

describe('every action that changes something', () => {
  it('is undone by a handler, or says in a sentence why it cannot be', async () => {
    const changing = (await readCatalog()).filter(({ effect }) => effect !== 'read');
    const ways = await Promise.all(
      changing.map(async ({ name }) => {
        const { undo, undoEach } = await loadAction(name);
        return [name, undoEach ?? undo] as const;
      }),
    );
    const undoable = ways.filter(([, undo]) => typeof undo === 'function').map(([name]) => name);
    expect(undoable.toSorted()).toEqual([
      'create-admin-account',
      'disable-identity',
      'enable-identity',
      'import-identities',
    ]);
    const silent = ways.filter(([, undo]) => typeof undo !== 'function' && !/^[A-Z].+\.$/.test(undo ?? ''));
    expect(silent).toEqual([]);
  });
});
