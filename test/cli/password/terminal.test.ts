import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyPassword } from '../../../src/passwords/verify-password.ts';
import { ctrlC, ctrlD, enter, openTerminal } from '../terminal.ts';
import { createUser, type User } from '../user.ts';

let user: User;
beforeEach(() => (user = createUser()));
afterEach(() => user.leave());

const ssha = '{SSHA256}NINuWEgs87/sxw66l9oykb6gWAr91FFXfSt3ctlTXKRzYWx0MTIz';
const piece = 'NINuWEgs87';

describe('idp password on a terminal', () => {
  it('inspect asks for a hash and shows nothing of it, not to those who list processes either', async () => {
    const terminal = openTerminal(user, 'password inspect');
    await terminal.waitFor('hash:');
    const seen = readFileSync(`/proc/${terminal.pid}/cmdline`, 'utf8');
    await terminal.answer('hash:', enter);
    await terminal.answer('It is empty.', ` ${ssha} ${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toMatch(/\n {2}format +ssha\r\n/);
    expect(terminal.raw() + seen).not.toContain(piece);
  });

  it('verify asks for hash and password', async () => {
    const terminal = openTerminal(user, 'password verify');
    await terminal.answer('hash:', `${ssha}${enter}`);
    await terminal.answer('password:', `correct horse${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toMatch(/\nmatch\r\n$/);
    expect(terminal.raw()).not.toMatch(/NINuWEgs87|correct|horse/);
  });

  it('verify of a password that does not match exits with 6', async () => {
    const terminal = openTerminal(user, 'password verify');
    await terminal.answer('hash:', `${ssha}${enter}`);
    await terminal.answer('password:', enter);
    expect(await terminal.ended).toBe(6);
    expect(terminal.shown()).toContain('no match: passwords do not match');
    expect(terminal.shown()).toContain('error: The password does not match the hash.');
  });

  it('verify with a secret asks for the hash alone', async () => {
    const terminal = openTerminal(user, 'password verify --password-secret-id ada', {
      IDP_SECRET_ADA__PASSWORD: 'correct horse',
    });
    await terminal.answer('hash:', `${ssha}${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).not.toContain('password:');
  });

  it('convert shows the converted hash, which is what was asked for, and not the old one', async () => {
    const terminal = openTerminal(user, 'password convert');
    await terminal.answer('hash:', `$1$saltsalt$NuzA7WTAelpl95xgBGWN60${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toContain('\n$md5-crypt$saltsalt$NuzA7WTAelpl95xgBGWN60\r\n');
    expect(terminal.raw()).not.toContain('$1$saltsalt');
  });

  it('make asks for a password twice, says at once what is wrong with it, and shows its hash', async () => {
    const terminal = openTerminal(user, 'password make --cost 4');
    await terminal.answer('password:', `${'x'.repeat(73)}${enter}`);
    await terminal.answer('The password must be at most 72 bytes long, and has 73.', `\u0015tröst${enter}`);
    await terminal.answer('the same once more:', `tröst${enter}`);
    expect(await terminal.ended).toBe(0);
    const [hash = ''] = /\$2b\$04\$.{53}/.exec(terminal.shown()) ?? [];
    expect(await verifyPassword('tröst', hash)).toEqual({ match: true });
    expect(terminal.raw()).not.toContain('tröst');
  });

  it.each([
    ['Ctrl-C', ctrlC],
    ['Ctrl-D', ctrlD],
  ])('is left with %s, and exits with 130', async (_, key) => {
    const terminal = openTerminal(user, 'password inspect');
    await terminal.answer('hash:', key);
    expect(await terminal.ended).toBe(130);
    expect(terminal.shown()).toContain('error: Stopped at a prompt.');
  });

  it('asks nothing with --no-input, and does not read hashes where the terminal would show them', async () => {
    const silent = openTerminal(user, 'password inspect --no-input');
    expect(await silent.ended).toBe(2);
    expect(silent.shown()).toContain('nobody can be asked for them here');
    const dash = openTerminal(user, 'password inspect -');
    expect(await dash.ended).toBe(2);
    expect(dash.shown()).toContain('error: Standard input is a terminal, which would show what is typed.');
  });

  it('asks in lines where the terminal is dumb, and shows nothing either', async () => {
    const terminal = openTerminal(user, 'password inspect', { TERM: 'dumb' });
    await terminal.answer('hash:', `${ssha}${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.raw()).not.toContain(piece);
  });

  it('asks for nothing before everything else is right', async () => {
    const terminal = openTerminal(user, 'password inspect --kratos-version latest');
    expect(await terminal.ended).toBe(2);
    expect(terminal.shown()).not.toContain('hash:');
  });
});
