import { describe, expect, it } from 'vitest';
import { parseCatalog } from '../../src/engine/parse-catalog.ts';

const whole = `# Comment.
greet:
  description: Greets somebody.
  effect: write
  target: none
  parallel: true
  execution-group: greetings
  aliases: [hello, hi]
  params:
    name: {type: string, description: Whom.}
    times: {type: integer, description: How often., default: 1, minimum: 1}
  required: [name]
  additionalProperties: false
`;

const titled = (title: string) =>
  parseCatalog(whole.replace('  description: G', `  title: ${title}\n  description: G`), 'actions.yaml');

describe('the catalog in actions.yaml', () => {
  it('has an entry per action', () => {
    expect(parseCatalog(whole, 'actions.yaml')).toEqual([
      {
        name: 'greet',
        description: 'Greets somebody.',
        effect: 'write',
        target: 'none',
        parallel: true,
        'execution-group': 'greetings',
        aliases: ['hello', 'hi'],
        params: {
          name: { type: 'string', description: 'Whom.' },
          times: { type: 'integer', description: 'How often.', default: 1, minimum: 1 },
        },
        required: ['name'],
        additionalProperties: false,
      },
    ]);
  });

  it('may give an action a title, as Juju does, which is a text', () => {
    expect(titled('Greeting')[0]?.title).toBe('Greeting');
    expect(() => titled('[x]')).toThrow('actions.yaml:3:10: action greet: title must be a text.');
  });

  it('fills in what may be left out', () => {
    const [entry] = parseCatalog(
      'a:\n  description: Does.\n  effect: read\n  target: none\n  additionalProperties: false\n',
      'actions.yaml',
    );
    expect(entry).toMatchObject({
      params: {},
      required: [],
      parallel: false,
      'execution-group': '',
      aliases: [],
    });
  });

  /** What is replaced in the whole one, by what, and the complaint. */
  const faults: readonly [string, string, string, string][] = [
    ['a bracket left open', 'aliases: [hello, hi]', 'aliases: [hello, hi', '9:3: '],
    ['a tab for an indent', '  effect', '\teffect', '4:1: '],
    ['a key twice', '  target: none', '  target: none\n  target: none', '6:3: Map keys must be unique.'],
    ['no map', whole, '- greet\n', '1:1: a map of action names is expected.'],
    ['nothing', whole, '', '1:1: a map of action names is expected.'],
    [
      'a bad name',
      'greet:',
      'Greet_it:',
      '2:1: bad action name "Greet_it": lower-case letters, digits and inner hyphens only.',
    ],
    ['a name of Juju', 'greet:', 'juju-greet:', '2:1: the action name juju-greet is reserved by Juju.'],
    ['an action without a body', whole, 'greet:\n', '1:7: action greet: a map is expected.'],
    [
      'an unknown key',
      'effect:',
      'efect:',
      '4:3: action greet: unknown key "efect"; known are title, description, params, required, additionalProperties, parallel, execution-group, effect, target, aliases.',
    ],
    [
      'no description',
      '  description: Greets somebody.\n',
      '',
      '2:1: action greet: description must be a text.',
    ],
    [
      'a description that is no text',
      'Greets somebody.',
      '[x]',
      '3:16: action greet: description must be a text.',
    ],
    [
      'an effect that there is not',
      'effect: write',
      'effect: change',
      '4:11: action greet: effect must be one of read, write, destroy.',
    ],
    ['no effect', '  effect: write\n', '', '2:1: action greet: effect must be one of read, write, destroy.'],
    [
      'a target that there is not',
      'target: none',
      'target: nobody',
      '5:11: action greet: target must be one of identity, none, files.',
    ],
    [
      'parallel that is no boolean',
      'parallel: true',
      'parallel: "yes"',
      '6:13: action greet: parallel must be true or false.',
    ],
    ['an alias that is no name', '[hello, hi]', '[Hello!]', '8:12: action greet: bad alias "Hello!".'],
    ['an alias that is its own name', '[hello, hi]', '[greet]', '8:12: the name greet is used twice.'],
    ['aliases that are no list', '[hello, hi]', 'hello', '8:12: action greet: aliases must be a list.'],
    ['params that are empty', whole, 'greet:\n  params:\n', '2:10: action greet: params must be a map.'],
    ['a bad parameter name', '    name:', '    Name:', '10:5: action greet: bad parameter name "Name".'],
    [
      'a parameter that is no map',
      '{type: string, description: Whom.}',
      'text',
      '10:11: action greet: parameter name must be a map.',
    ],
    [
      'a type that there is not',
      'type: integer',
      'type: strin',
      '11:12: action greet: the type of times must be one of string, boolean, integer, number, object, array.',
    ],
    [
      'a parameter without description',
      ', description: Whom.',
      '',
      '10:11: action greet: parameter name needs a description.',
    ],
    [
      'required that names nothing',
      '[name]',
      '[nam]',
      '12:13: action greet: required names nam, which params lacks.',
    ],
    ['required that is no list', '[name]', 'true', '12:13: action greet: required must be a list.'],
    [
      'additionalProperties that are true',
      'Properties: false',
      'Properties: true',
      '13:25: action greet: additionalProperties must be false.',
    ],
    ['$ref', 'type: string', '$ref: "#/x"', '10:12: the key $ref is not allowed, as in Juju.'],
  ];

  it.each(faults)(
    'with %s is catalog-invalid, with file, line and column',
    (_what, part, instead, complaint) => {
      expect(whole).toContain(part);
      expect(() => parseCatalog(whole.replace(part, instead), 'own/actions.yaml')).toThrow(
        expect.objectContaining({
          code: 'catalog-invalid',
          message: expect.stringMatching(new RegExp(`^own/actions\\.yaml:${escaped(complaint)}`)),
        }),
      );
    },
  );

  it('may hold no aliases of YAML', () => {
    const text = whole.replace('name: {type', 'name: &n {type').replace(/times: .*/, 'times: *n');
    expect(() => parseCatalog(text, 'actions.yaml')).toThrow('actions.yaml:11:12: aliases are not allowed.');
  });

  it('may use a name once', () => {
    const second =
      'other:\n  description: D.\n  effect: read\n  target: none\n  additionalProperties: false\n  aliases: [hi]\n';
    expect(() => parseCatalog(whole + second, 'actions.yaml')).toThrow(
      'actions.yaml:19:12: the name hi is used twice.',
    );
  });
});

const escaped = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
