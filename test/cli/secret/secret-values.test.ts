import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecretUser, type SecretUser } from './secret-user.ts';

let user: SecretUser;
beforeEach(async () => {
  user = createSecretUser();
  await user.add('first');
});
afterEach(() => user.leave());

const file = (name: string, text: string | Buffer): string => {
  writeFileSync(join(user.home, name), text);
  return join(user.home, name);
};

async function contentOf(name: string): Promise<unknown> {
  const { stdout } = await user.ask(`show ${name} --reveal`);
  return Object.values(JSON.parse(stdout) as Record<string, { content: unknown }>)[0]?.content;
}

describe('a value among the words is refused before anything else, and repeated nowhere', () => {
  it.each([
    ['as a pair', 'add ada token=Hunter2'],
    ['as a pair of the key password', 'add ada password=Hunter2'],
    ['in the place of the name', 'add token=Hunter2'],
    ['encoded, as Juju takes it', 'add ada token#base64=Hunter2'],
    ['beside other faults', 'add first token=Hunter2 no!key --file /no/such/file --grant nobody'],
    ['before #file', 'add ada token=Hunter2#file=x'],
    ['of an update', 'update first token=Hunter2'],
    ['of an update of none', 'update nobody token=Hunter2'],
    ['as an option', 'add ada --token=Hunter2'],
    ['that is no key', 'add ada Hunter2!'],
    ['in the place of an action', 'grant first token=Hunter2'],
    ['of --grant', 'add ada password#file=- --grant token=Hunter2'],
    ['of another command', 'show first token=Hunter2'],
  ])('%s', async (_how, line) => {
    const { exit, stdout, stderr } = await user.ask(`${line} --debug`);
    expect(exit).toBe(2);
    expect(stdout + stderr).not.toContain('Hunter2');
  });

  it('with the two ways that there are', async () => {
    const { outcome } = await user.ask('add ada token=Hunter2');
    expect(outcome.error).toEqual({
      code: 'usage',
      message: 'Values are not taken as arguments: a shell history and a process list keep them.',
      hint: 'Write the key alone to be asked for its value, as in idp secret add ada password, or pipe it in with password#file=-',
    });
  });
});

describe('KEY#file=', () => {
  it('reads a whole file, whatever is in its name, and standard input', async () => {
    const cert = file('a=b#c.pem', 'line one\nline two');
    expect(
      (await user.ask(['add', 'ada', `CA_CERT#file=${cert}`, 'password#file=-'], 'correct horse')).exit,
    ).toBe(0);
    expect(await contentOf('ada')).toEqual({ CA_CERT: 'line one\nline two', password: 'correct horse' });
  });

  it('keeps every character, and says so of a newline at the end', async () => {
    const value = '\uFEFF tricky\r\n\u0001 \u{1F40E} \n';
    const { exit, stderr } = await user.ask(['add', 'ada', `password#file=${file('v', value)}`]);
    expect({ exit, stderr }).toEqual({
      exit: 0,
      stderr:
        'The value of password ends in a newline, which is kept; printf %s writes none, and so does head -c -1.\n',
    });
    expect(await contentOf('ada')).toEqual({ password: value });
  });

  it('says that a value is empty', async () => {
    const { exit, stderr } = await user.ask('add ada password#file=-', '');
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: 'The value of password is empty.\n' });
  });

  it.each([
    ['add ada password', 'The value of password is not given, and nobody can be asked here.'],
    ['add ada a#file=- b#file=-', 'Standard input can be read for one value only, or for --file.'],
    ['add ada a#file=- --file -', 'Standard input can be read for one value only, or for --file.'],
    ['add ada a#file=x a#file=y', 'The key a is given more than once.'],
    ['add ada a#file=', 'a#file= names no file.'],
    ['add ada', 'The secret ada needs a key.'],
  ])('of %s: %s', async (line, said) => {
    const { exit, outcome } = await user.ask(line);
    expect({ exit, message: outcome.error?.message }).toEqual({ exit: 2, message: said });
  });

  it('refuses what is no text, too large or not there, and stores nothing', async () => {
    const binary = file('binary', Buffer.from([0x00, 0xff, 0xfe]));
    const large = file('large', 'x'.repeat(1_000_001));
    for (const [word, said] of [
      [binary, /^The value of a in .*binary is not UTF-8 text, and only text is stored\.$/],
      [large, /^The value of a has 1000001 bytes; at most 1000000 are kept\.$/],
      ['/no/such/file', /^The value of a in \/no\/such\/file cannot be read: ENOENT/],
    ] as const) {
      const { exit, outcome } = await user.ask(['add', 'ada', `a#file=${word}`]);
      expect({ exit, message: outcome.error?.message }).toEqual({
        exit: 2,
        message: expect.stringMatching(said),
      });
    }
    // No end of it is waited for.
    const endless = await user.ask(['add', 'ada', 'a#file=/dev/zero']);
    expect({ exit: endless.exit, message: endless.outcome.error?.message }).toEqual({
      exit: 2,
      message: 'The value of a in /dev/zero has more than 110 MB.',
    });
    expect((await user.ask('show ada')).exit).toBe(3);
    expect((await user.ask(['add', 'ada', `a#file=${file('fits', 'x'.repeat(1_000_000))}`])).exit).toBe(0);
  });
});

describe('--file', () => {
  it('holds a key at least: an empty map takes away no other', async () => {
    for (const line of ['add ada --file -', 'update first --file -']) {
      const { exit, outcome } = await user.ask(line, '{}');
      expect({ exit, message: outcome.error?.message }).toEqual({
        exit: 2,
        message: 'standard input:1:1: the map is empty; a secret has at least one key.',
      });
    }
    expect(await contentOf('first')).toEqual({ password: 'of first' });
  });

  it('takes a flat map of YAML, whose scalars stay what was written', async () => {
    const yaml = [
      'version: 1.10',
      'octal: 010',
      'yes: yes',
      'null-text: "null"',
      'quoted: "a\\tb"',
      "single: 'it''s'",
      'empty: ""',
      'date: 2026-11-21',
      'block: |',
      '  one',
      '  two',
      'VAULT_NAME: 0x1F',
    ].join('\n');
    expect((await user.ask('add ada --file -', yaml)).exit).toBe(0);
    expect(await contentOf('ada')).toEqual({
      version: '1.10',
      octal: '010',
      yes: 'yes',
      'null-text': 'null',
      quoted: 'a\tb',
      single: "it's",
      empty: '',
      date: '2026-11-21',
      block: 'one\ntwo\n',
      VAULT_NAME: '0x1F',
    });
  });

  it('takes JSON, and keys of the line beside it', async () => {
    const json = file('values.json', '{"user": "ada", "port": 5432, "tls": true}');
    expect((await user.ask(['add', 'ada', 'password#file=-', '--file', json], 'correct horse')).exit).toBe(0);
    expect(await contentOf('ada')).toEqual({
      user: 'ada',
      port: '5432',
      tls: 'true',
      password: 'correct horse',
    });
  });

  it.each([
    ['a key that is on the line too', 'a#file=/dev/null', 'a: Hunter2', 'The key a is given more than once.'],
    ['a null', '', 'b: x\na:', 'FILE:2:3: this key has no value; an empty text is written "".'],
    [
      'a nested map',
      '',
      'a:\n  b: Hunter2',
      'FILE:2:3: a text is expected here, not a map, a list or an alias.',
    ],
    ['a list', '', 'a: [Hunter2]', 'FILE:1:4: a text is expected here, not a map, a list or an alias.'],
    [
      'an alias',
      '',
      'a: &x Hunter2\nb: *x',
      'FILE:2:4: a text is expected here, not a map, a list or an alias.',
    ],
    ['a tag', '', 'a: !!binary SHVudGVyMg==', 'FILE:1:13: a text is expected here, without a tag.'],
    ['a key twice', '', 'a: Hunter2\na: x', 'FILE:2:1: this key is there already.'],
    ['no map', '', 'Hunter2', 'FILE:1:1: a map of keys to texts is expected, as in {password: …}.'],
    ['no YAML', '', 'a: "Hunter2', 'FILE:1:12: not YAML (missing char).'],
    [
      'a key that is none',
      '',
      'a b: Hunter2',
      'FILE:1:1: a key is made of at most 64 letters, digits, - and _.',
    ],
  ])('refuses %s, with its place and without its text', async (_what, words, text, said) => {
    const named = file('values.yaml', text);
    const { exit, outcome, stdout, stderr } = await user.ask([
      'add',
      'ada',
      ...(words === '' ? [] : [words]),
      '--file',
      named,
    ]);
    expect({ exit, message: outcome.error?.message.replace(named, 'FILE') }).toEqual({
      exit: 2,
      message: said,
    });
    expect(stdout + stderr).not.toMatch(/Hunter2|SHVudGVyMg/);
  });
});
