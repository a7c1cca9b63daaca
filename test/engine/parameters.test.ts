import { describe, expect, it } from 'vitest';
import { readParameters, refusePassword } from '../../src/engine/parameters.ts';
import { everyType, onFiles, onIdentity } from './synthetic-action.ts';

type Pairs = readonly (readonly [string, string])[];

const typed = async (pairs: Pairs, file?: Record<string, unknown>) =>
  (
    await readParameters(everyType.entry, everyType.action, {
      bare: [],
      pairs,
      ...(file === undefined ? {} : { file }),
    })
  ).values;

const meant = async (bare: string[], pairs: Pairs = [], file?: Record<string, unknown>) =>
  (
    await readParameters(onIdentity.entry, onIdentity.action, {
      bare,
      pairs: [['colour', 'red'], ['shape', 'round'], ...pairs],
      ...(file === undefined ? {} : { file }),
    })
  ).selector;

const uuid = '6f0c4a31-6c0b-4f38-9f0e-2f1d3f5b7a90';

describe('values are typed by the schema', () => {
  it.each(['010', 'yes', '1.10', '@x', 'null', '~', '[a', 'a: b', "'quoted'", ' padded '])(
    'a string stays what was typed: %s',
    async (value) => {
      expect(await typed([['text', value]])).toEqual({ text: value, size: 'small' });
    },
  );

  it.each<[string, string, unknown]>([
    ['flag', 'true', true],
    ['flag', 'false', false],
    ['count', '7', 7],
    ['count', '+7', 7],
    ['rate', '1.50', 1.5],
    ['rate', '1e3', 1000],
    ['map', '{a: 1, b: [x]}', { a: 1, b: ['x'] }],
    ['map.level', '3', { level: 3 }],
    ['map.a.b', '010', { a: { b: '010' } }],
    ['list', '[a, 2]', ['a', 2]],
    ['size', 'large', 'large'],
  ])('%s=%s', async (name, value, parsed) => {
    expect(await typed([[name, value]])).toMatchObject({ [name.split('.')[0] ?? '']: parsed });
  });

  it('a list of texts is given text by text, or as a list', async () => {
    expect(
      await typed([
        ['items', 'traits.email=mail'],
        ['items', '010'],
        ['items', '[a, b]'],
      ]),
    ).toMatchObject({ items: ['traits.email=mail', '010', 'a', 'b'] });
  });

  it('texts on the line take the place of those in the file', async () => {
    expect(await typed([['items', 'new']], { items: ['old', 'older'] })).toMatchObject({ items: ['new'] });
  });

  it('bare words are the names of files, as they were typed', async () => {
    const bare = ['people.jsonl', '[odd].json', 'a=b', '-'];
    const { values, selector } = await readParameters(onFiles.entry, onFiles.action, { bare, pairs: [] });
    expect({ values, selector }).toEqual({ values: { files: bare }, selector: undefined });
  });

  it('a dotted key keeps what stands beside it', async () => {
    expect(
      await typed(
        [
          ['map.a', 'x'],
          ['map.level', '2'],
        ],
        { map: { b: 'y', a: 'z' } },
      ),
    ).toMatchObject({
      map: { a: 'x', b: 'y', level: 2 },
    });
  });

  it.each([
    ['flag', 'yes', 'flag must be true or false.'],
    ['flag', 'True', 'flag must be true or false.'],
    ['count', '1.5', 'count must be a whole number.'],
    ['count', '0x10', 'count must be a whole number.'],
    ['count', 'seven', 'count must be a whole number.'],
    ['count', '10', 'count must be at most 9.'],
    ['count', '0', 'count must be at least 1.'],
    ['rate', 'fast', 'rate must be a number.'],
    ['rate', 'Infinity', 'rate must be a number.'],
    ['map', 'text', 'map must be a map, as in {a: 1}.'],
    ['map', '{a', 'map is not YAML.'],
    ['map.level', 'high', 'map.level must be a whole number.'],
    ['list', '{a: 1}', 'list must be a list, as in [a, b].'],
    ['text.inner', 'x', 'text.inner is of type string: it has no inner inner.'],
    ['size', 'medium', 'size must be one of small, large.'],
    ['text', '  ', 'text is empty: give it a value or leave it out.'],
    ['cuont', '1', 'every-type has no parameter "cuont"; the nearest is count.'],
    [
      'nothing-like-it',
      '1',
      'every-type has no parameter "nothing-like-it"; it has text, flag, count, rate, map, list, items, size.',
    ],
    [
      'constructor',
      '1',
      'every-type has no parameter "constructor"; it has text, flag, count, rate, map, list, items, size.',
    ],
  ])('%s=%s is invalid-parameter', async (name, value, message) => {
    await expect(typed([[name, value]])).rejects.toMatchObject({
      code: 'invalid-parameter',
      message,
      hint: 'See what it takes with idp show-action every-type.',
    });
  });

  it('all faults stand in one sentence, and no value is repeated', async () => {
    const fault = await typed([
      ['count', '99'],
      ['size', 'Hunter2'],
    ]).catch((error: unknown) => error);
    expect(fault).toMatchObject({ message: 'count must be at most 9; size must be one of small, large.' });
  });
});

describe('parameters of a file', () => {
  it('give way to pairs, whatever their order', async () => {
    expect(await typed([['text', 'pair']], { text: 'file', count: '3' })).toEqual({
      text: 'pair',
      count: 3,
      size: 'small',
    });
  });

  it('that are null are not given; their names are still checked', async () => {
    expect(await typed([], { text: undefined })).toEqual({ size: 'small' });
    await expect(typed([], { txt: undefined })).rejects.toMatchObject({
      message: 'every-type has no parameter "txt"; the nearest is text.',
    });
  });

  it('are typed as pairs are', async () => {
    await expect(typed([], { count: 'many' })).rejects.toMatchObject({
      message: 'count must be a whole number.',
    });
    await expect(typed([], { text: { a: 1 } })).rejects.toMatchObject({ message: 'text must be a text.' });
  });
});

describe('who is meant', () => {
  it.each([
    ['a UUID', uuid, { id: uuid }],
    ['a UUID in capitals', uuid.toUpperCase(), { id: uuid }],
    ['32 digits', uuid.replaceAll('-', ''), { id: uuid }],
    ['an address', 'ada@example.com', { address: 'ada@example.com' }],
    ['a user name', 'ada', { address: 'ada' }],
    ['a dot-less domain', 'ada@localhost', { address: 'ada@localhost' }],
    ['an OIDC link', 'google:123', { address: 'google:123' }],
  ])('is said by a bare word: %s', async (_what, word, selector) => {
    expect(await meant([word])).toEqual(selector);
  });

  it.each([
    [
      'both selectors',
      ['ada'],
      [['identity-id', uuid]],
      'Both identity-id and email are given; exactly one says who is meant.',
    ],
    ['two bare words', ['ada', 'bob'], [], 'on-identity is about one identity, and 2 bare words were given.'],
    ['a bare word and the same selector', ['ada'], [['email', 'bob']], 'email is given more than once.'],
    [
      'a pair given twice',
      [],
      [
        ['email', 'ada'],
        ['email', 'bob'],
      ],
      'email is given more than once.',
    ],
  ] as const)('is a usage error with %s', async (_what, bare, pairs, message) => {
    await expect(meant([...bare], pairs)).rejects.toMatchObject({ code: 'usage', message });
  });

  it('is not both when the other is blank', async () => {
    expect(await meant(['ada'], [['identity-id', ' ']])).toEqual({ address: 'ada' });
  });

  it.each(['6f0c4a31', `${uuid}0`, 'x'.repeat(32), uuid.replace('-', '')])(
    'is invalid-parameter with the id %s',
    async (id) => {
      await expect(meant([], [['identity-id', id]])).rejects.toMatchObject({
        code: 'invalid-parameter',
        message: 'identity-id is not a UUID (8-4-4-4-12 or 32 hexadecimal digits).',
      });
    },
  );
});

describe('what is missing', () => {
  it('is named in one sentence, blank or absent', async () => {
    await expect(
      readParameters(onIdentity.entry, onIdentity.action, { bare: [' '], pairs: [['colour', '']] }),
    ).rejects.toMatchObject({
      code: 'usage',
      message: 'on-identity needs identity-id or email, colour, shape.',
      hint: 'For example: idp run on-identity email=… colour=… shape=…; idp show-action on-identity describes them.',
      details: { missing: ['identity-id or email', 'colour', 'shape'] },
    });
  });

  it('cannot be given by bare words to an action on nothing', async () => {
    await expect(
      readParameters(everyType.entry, everyType.action, { bare: ['word'], pairs: [] }),
    ).rejects.toMatchObject({
      code: 'usage',
      message: 'every-type takes no bare words; write name=value for each parameter.',
    });
  });
});

describe('a password', () => {
  it.each(['password', 'password.new', 'PASSWORD', 'Password.x'])('named %s is refused', (name) => {
    expect(() => refusePassword({ bare: [], pairs: [[name, 'Hunter2']] })).toThrow(
      /^Passwords are not taken/,
    );
    expect(() => refusePassword({ bare: [], pairs: [], file: { [name]: 'Hunter2' } })).toThrow(
      /^Passwords are not taken/,
    );
  });

  it('is not what password-secret-id names', () => {
    expect(refusePassword({ bare: ['password'], pairs: [['password-secret-id', 'ada']] })).toBeUndefined();
  });
});
