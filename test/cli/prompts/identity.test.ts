import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runSandbox, type RunningSandbox } from '../../sandbox/running-sandbox.ts';
import { adaIdentity, answerJson, startFakeKratos, type FakeKratos } from '../fake-kratos.ts';
import { down, enter, openTerminal, tab, type Terminal } from '../terminal.ts';
import { createUser, type User } from '../user.ts';

let user: User;
beforeEach(() => (user = createUser()));
afterEach(() => user.leave());

const getIdentity = (url: string, columns = 200, env: NodeJS.ProcessEnv = {}): Terminal =>
  openTerminal(user, `run get-identity --admin-url ${url}`, env, '', { columns });

describe('whom an action is about', () => {
  let kratos: RunningSandbox;
  let ids: string[];
  beforeAll(async () => {
    kratos = await runSandbox();
    ids = [
      await kratos.createIdentity('ada.lovelace@example.com'),
      await kratos.createIdentity('adam@example.com', { state: 'inactive' }),
      await kratos.createIdentity('jürgen😀@example.com'),
    ];
    for (let n = 0; n < 30; n += 1) await kratos.createIdentity(`crowd-${n}@example.com`);
  });
  afterAll(() => kratos.close());

  it('is found by how an identifier begins, in any case, and shown with address, state and id', async () => {
    const terminal = getIdentity(kratos.adminUrl);
    await terminal.answer('It is found by how it begins.', 'A');
    await terminal.answer('Searching starts at two characters.', 'D');
    await terminal.answer(`adam@example.com  inactive  ${ids[1]}`, down);
    await terminal.answer(`❯ ada.lovelace@example.com  active  ${ids[0]}`, enter);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toContain(
      `The same without questions: idp run get-identity --admin-url ${kratos.adminUrl} ${ids[0]}\r\n`,
    );
  });

  it('may be typed in full: Enter takes what was typed, whatever is found', async () => {
    const terminal = getIdentity(kratos.adminUrl);
    await terminal.answer('identity:', 'adam@example.com');
    await terminal.answer(`adam@example.com  inactive  ${ids[1]}`, enter);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toContain(`--admin-url ${kratos.adminUrl} adam@example.com\r\n`);
  });

  it('is what stands there at Enter, and not what stood there before the last letter', async () => {
    const terminal = getIdentity(kratos.adminUrl);
    await terminal.answer('identity:', 'adam@example.co');
    await terminal.answer('adam@example.com  inactive', `m${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toContain(`--admin-url ${kratos.adminUrl} adam@example.com\r\n`);
  });

  it('is what stands there at Enter, and not who was pointed at before the last letter', async () => {
    const terminal = getIdentity(kratos.adminUrl);
    await terminal.answer('identity:', 'ada');
    await terminal.answer('  adam@example.com  inactive', down);
    await terminal.answer('❯ ada.lovelace@example.com', `x${enter}`);
    expect(await terminal.ended).toBe(3);
    expect(terminal.shown()).toContain(`--admin-url ${kratos.adminUrl} x\r\n`);
  });

  it('is the first line of what is pasted', async () => {
    const terminal = getIdentity(kratos.adminUrl);
    await terminal.answer('identity:', `adam@example.com${enter}ada.lovelace@example.com${enter}`);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toContain(`--admin-url ${kratos.adminUrl} adam@example.com\r\n`);
  });

  it('may be typed as an id, with blanks around it', async () => {
    const terminal = getIdentity(kratos.adminUrl);
    await terminal.answer('identity:', ` ${ids[1]?.toUpperCase()} `);
    await terminal.answer('the one with this id', enter);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toContain(`adam@example.com`);
  });

  it('may have umlauts and emoji', async () => {
    const terminal = getIdentity(kratos.adminUrl);
    await terminal.answer('identity:', 'jürgen😀');
    await terminal.answer(`jürgen😀@example.com  active  ${ids[2]}`, '@example.com');
    await terminal.answer('jürgen😀@example.com  exactly this', enter);
    expect(await terminal.ended).toBe(0);
    expect(terminal.shown()).toMatch(new RegExp(`\\bid +${ids[2]}`));
  });

  it('is narrowed by Tab to the one that is pointed at', async () => {
    const terminal = getIdentity(kratos.adminUrl);
    await terminal.answer('identity:', 'ada');
    await terminal.answer(`  adam@example.com  inactive`, down);
    await terminal.answer('❯ ada.lovelace@example.com', tab);
    await terminal.answer(`identity: ada.lovelace@example.com  active  ${ids[0]}\r\n❯ ada.love`, enter);
    expect(await terminal.ended).toBe(0);
  });

  it('is one of 20 at most: of an enormous result the rest is told of, not fetched', async () => {
    const terminal = getIdentity(kratos.adminUrl);
    await terminal.answer('identity:', 'crowd-');
    await terminal.waitFor(' More than 20 begin so: type on.\r\n❯ crowd-  exactly this\r\n  crowd-');
    for (let n = 1; n < 20; n += 1) await terminal.answer('↑↓ navigate', down);
    // After an arrow the library begins a new text.
    await terminal.answer('↑↓ navigate', 'crowd-29@');
    await terminal.answer('❯ crowd-29@  exactly this\r\n  crowd-29@example.com', down);
    await terminal.answer('❯ crowd-29@example.com', enter);
    expect(await terminal.ended).toBe(0);
  });

  it('is asked for in 40 columns, with words whole', async () => {
    const terminal = getIdentity(kratos.adminUrl, 40);
    await terminal.answer(
      '? Whom it is about: an id or an\r\n  identifier such as an address. It is\r\n  found by how it begins.\r\n  identity:',
      'adam@',
    );
    await terminal.answer('  adam@example.com  inactive  ', `example.com${enter}`);
    expect(await terminal.ended).toBe(0);
  });

  it('is asked for without colours with NO_COLOR', async () => {
    const terminal = getIdentity(kratos.adminUrl, 200, { NO_COLOR: '1' });
    await terminal.answer('identity:', 'adam@');
    await terminal.answer('  adam@example.com  inactive  ', `example.com${enter}`);
    expect(await terminal.ended).toBe(0);
    for (const style of ['1', '2', '34', '36']) expect(terminal.raw()).not.toContain(`\u001B[${style}m`);
  });

  it('is not searched for a long text that is pasted, which is taken as it is', async () => {
    const terminal = getIdentity(kratos.adminUrl);
    const pasted = `${'long'.repeat(700)}@example.com`;
    await terminal.answer('identity:', `${pasted}${enter}`);
    expect(await terminal.ended).toBe(3);
    expect(terminal.shown()).toContain('No identity has the credential identifier l***@e***.com.');
  });

  it('is shown escaped where it could drive the terminal', async () => {
    await kratos.createIdentity('evil\u202Emoc@example.com');
    const terminal = getIdentity(kratos.adminUrl);
    await terminal.answer('identity:', 'evil');
    await terminal.answer('evil\\u202emoc@example.com  active', enter);
    expect(await terminal.ended).toBe(3);
    expect(terminal.raw()).not.toContain('\u202E');
  });
});

describe('a Kratos that answers late or not at all', () => {
  let kratos: FakeKratos;
  let prefixes: string[];
  /** The answer that a search waits for, once it is asked for. */
  let asked: Map<string, PromiseWithResolvers<ServerResponse>>;
  let gaveUp: PromiseWithResolvers<string>;
  const searchFor = (prefix: string) => {
    const search = asked.get(prefix) ?? Promise.withResolvers<ServerResponse>();
    asked.set(prefix, search);
    return search;
  };
  beforeEach(async () => {
    prefixes = [];
    asked = new Map();
    gaveUp = Promise.withResolvers();
    kratos = await startFakeKratos((request, response) => {
      const query = new URL(request.url ?? '', 'http://kratos').searchParams;
      const prefix = query.get('preview_credentials_identifier_similar');
      if (prefix === null) return answerJson(response, 200, query.size > 0 ? [adaIdentity] : adaIdentity);
      prefixes.push(prefix);
      searchFor(prefix).resolve(response);
      response.on('close', () => response.writableEnded || gaveUp.resolve(prefix));
    });
  });
  afterEach(() => kratos.close());

  it('is asked once a pause is made, and given up as soon as more is typed', async () => {
    const terminal = getIdentity(kratos.url);
    await terminal.answer('identity:', 'a');
    await terminal.answer('identity: a', 'd');
    await searchFor('ad').promise;
    await terminal.answer('identity: ad', 'a@example.com');
    expect(await gaveUp.promise).toBe('ad');
    answerJson(await searchFor('ada@example.com').promise, 200, [adaIdentity]);
    await terminal.answer(`ada@example.com  active  ${adaIdentity.id}`, enter);
    expect(await terminal.ended).toBe(1);
    expect(prefixes).toEqual(['ad', 'ada@example.com']);
  });

  it('keeps nobody waiting: Enter takes what was typed', async () => {
    const terminal = getIdentity(kratos.url);
    await terminal.answer('identity:', `ada@example.com${enter}`);
    await terminal.waitFor('✔ Whom it is about');
    await terminal.waitFor('ada@example.com  exactly this');
    expect(await terminal.ended).toBe(1);
    expect(kratos.requests.length).toBeGreaterThan(0);
  });

  it('is believed only where what it lists begins so', async () => {
    const terminal = getIdentity(kratos.url);
    await terminal.answer('identity:', 'bob');
    answerJson(await searchFor('bob').promise, 200, [adaIdentity]);
    await terminal.answer('No identifier begins so.', '\u0003');
    expect(await terminal.ended).toBe(130);
    expect(terminal.shown()).not.toContain(adaIdentity.id);
  });

  it('may refuse to search: the reason is said in a line, and what is typed is taken', async () => {
    const terminal = getIdentity(kratos.url);
    await terminal.answer('identity:', 'ada@example.com');
    answerJson(await searchFor('ada@example.com').promise, 403, {
      error: { code: 403, reason: 'not for you' },
    });
    await terminal.answer('Searching does not work: ', enter);
    expect(await terminal.ended).toBe(1);
    expect(terminal.shown()).toContain('✔ Whom it is about');
  });

  it('may be down: the reason is said in a line, and what is typed is taken', async () => {
    await kratos.close();
    const terminal = getIdentity(kratos.url);
    await terminal.answer('identity:', 'ada@example.com');
    await terminal.answer('Searching does not work: ', enter);
    expect(await terminal.ended).toBe(7);
    expect(user.recorded('tasks')).toMatchObject([{ error_code: 'unavailable' }]);
  });
});
