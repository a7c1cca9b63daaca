import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmbedded, type KratosUnderTest } from '../../actions/kratos-under-test.ts';
import { ctrlC, enter, openTerminal, type Terminal } from '../terminal.ts';
import { createUser, type User } from '../user.ts';
import { writeIds } from './people-to-disable.ts';

let kratos: KratosUnderTest;
let user: User;
beforeAll(async () => (kratos = await startEmbedded()));
afterAll(() => kratos.close());
beforeEach(() => (user = createUser()));
afterEach(() => user.leave());

const disable = (more = ''): Terminal =>
  openTerminal(
    user,
    `run disable-identity --each ${join(user.home, 'ids')} --admin-url ${kratos.adminUrl} ${more}`,
  );

const question = 'Type their number to go on (empty to stop):';

async function states(ids: readonly string[]): Promise<(string | undefined)[]> {
  return Promise.all(ids.map(async (id) => (await kratos.getIdentity(id)).state));
}

describe('destroying many on a terminal', () => {
  it('shows how many and who they begin with, where, and wants their number typed', async () => {
    const ids = await writeIds(user, kratos, 7);
    const terminal = disable();
    await terminal.waitFor(question);
    const host = new URL(kratos.adminUrl).host;
    expect(terminal.shown()).toContain(`disable-identity on ${host}\r\n  identities  7\r\n`);
    for (const id of ids.slice(0, 5)) expect(terminal.shown()).toContain(`              ${id}\r\n`);
    expect(terminal.shown()).toContain('              and 2 more\r\n');
    expect(await states(ids)).toEqual(ids.map(() => 'active'));
    terminal.type(`7${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(await states(ids)).toEqual(ids.map(() => 'inactive'));
    expect(terminal.shown()).toContain('disable-identity: completed for 7 (operation 1)');
  });

  it.each([
    ['another number', `6${enter}`],
    ['nothing', enter],
    ['Ctrl-C', ctrlC],
  ])('does nothing at %s, and records nothing', async (_, keys) => {
    const ids = await writeIds(user, kratos, 2);
    const terminal = disable();
    await terminal.waitFor(question);
    terminal.type(keys);
    expect(await terminal.ended).toBe(130);
    expect(await states(ids)).toEqual(['active', 'active']);
    expect(() => user.recorded('operations')).toThrow(/unable to open/);
  });
});

describe('progress on a terminal', () => {
  it('is a bar that is gone at the end', async () => {
    await writeIds(user, kratos, 4);
    const terminal = disable(`--yes --expect 4 -o ${join(user.home, 'answer')}`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toMatch(/disable-identity \[=+\] 4\/4 {2}0 failed {2}[-\d.]+\/s {2}ETA 0s/);
    const [, left] = terminal.raw().split('\u001B[1G\u001B[2K');
    expect(left).toBe('disable-identity: completed for 4 (operation 1)\r\n');
    // Lines are wrapped again.
    expect(terminal.raw().lastIndexOf('\u001B[?7h')).toBeGreaterThan(
      terminal.raw().lastIndexOf('\u001B[?7l'),
    );
  });

  it('is nothing with --quiet', async () => {
    await writeIds(user, kratos, 2);
    const terminal = disable(`--yes --expect 2 --quiet -o ${join(user.home, 'answer')}`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.raw()).toBe('');
  });
});

describe('undoing on a terminal', () => {
  it('asks for one by its id, and for several by their number', async () => {
    const [ada = '', ...others] = await writeIds(user, kratos, 3);
    const disabled = await user.run(`run disable-identity ${ada} --yes --admin-url ${kratos.adminUrl}`);
    expect(disabled.exit).toBe(0);
    const one = openTerminal(user, `undo 1 --admin-url ${kratos.adminUrl}`);
    await one.waitFor('Type the address or the id of this identity to go on');
    one.type(`${ada}${enter}`);
    expect(await one.ended).toBe(0);
    expect(one.shown()).not.toContain('[=');
    expect(await states([ada])).toEqual(['active']);

    expect(await disable('--yes --expect 3 --quiet').ended).toBe(0);
    const all = openTerminal(user, `undo 5 --admin-url ${kratos.adminUrl}`);
    await all.waitFor(question);
    expect(all.shown()).toContain('undo disable-identity on ');
    all.type(`3${enter}`);
    expect(await all.ended).toBe(0);
    expect(await states([ada, ...others])).toEqual(['active', 'active', 'active']);
  });
});
