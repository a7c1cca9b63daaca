import { describe, expect, test } from 'vitest';
import { parseMapping, readMappingFile } from '../../src/sources/mapping-file.ts';
import { mergeSettings, type MappingChoices } from '../../src/sources/mapping-settings.ts';

const file = parseMapping(
  `map: {traits.email: mail, traits.name.first: first}
set: {schema_id: customer, traits.tenant: acme}
providers: {Google: google}
leave-out: [noise]
details: {hash_config: {rounds: 8}}
`,
  'm.yaml',
);

function choices(changes: Partial<MappingChoices> = {}): MappingChoices {
  return {
    map: [],
    set: [],
    provider: [],
    leaveOut: [],
    badPassword: 'reject',
    hook: false,
    details: {},
    ...changes,
  };
}

describe('settings', () => {
  test('are those of the mapping file', () => {
    expect(mergeSettings('auth0', file, choices())).toMatchObject({
      map: file.map,
      set: file.set,
      providers: file.providers,
      leaveOut: file.leaveOut,
      details: { hash_config: { rounds: 8 } },
    });
  });

  test('are what the command line says, one by one, where both say something', () => {
    const settings = mergeSettings(
      'auth0',
      file,
      choices({
        map: ['traits.email=login', 'traits.phone=tel'],
        set: ['traits.tenant=other'],
        provider: ['Google=gsuite', 'Apple=apple'],
        leaveOut: ['more'],
        hook: true,
        details: { hash_config: { rounds: 9 } },
      }),
    );
    expect(Object.fromEntries(settings.map)).toEqual({
      'traits.email': { from: 'login' },
      'traits.name.first': { from: 'first' },
      'traits.phone': { from: 'tel' },
    });
    expect(Object.fromEntries(settings.set)).toEqual({ schema_id: 'customer', 'traits.tenant': 'other' });
    expect(Object.fromEntries(settings.providers)).toEqual({ Google: 'gsuite', Apple: 'apple' });
    expect([...settings.leaveOut]).toEqual(['noise', 'more']);
    expect(settings).toMatchObject({ hook: true, details: { hash_config: { rounds: 9 } } });
  });

  test('take a name as a whole in the place of its parts', () => {
    const { map } = mergeSettings('auth0', file, choices({ map: ['traits.name=display'] }));
    expect([...map.keys()]).toEqual(['traits.email', 'traits.name']);
  });

  test('need no mapping file', () => {
    expect(mergeSettings('clerk', undefined, choices({ map: ['traits.email='] })).map).toEqual(
      new Map([['traits.email', undefined]]),
    );
  });

  test('refuse a mapping that is for another source', () => {
    const mapping = parseMapping('source: csv', 'm.yaml');
    expect(() => mergeSettings('auth0', mapping, choices())).toThrow(
      'The mapping is for csv, and the files are read as auth0.',
    );
  });

  test.each([
    ['verified.email=confirmed', 'Of the mapping, the target verified.email is for rows of any shape'],
    [
      'credentials.password=hash',
      'the target credentials.password is for rows of any shape, and clerk reads its own',
    ],
  ])('refuse %s for a source that knows its own credentials', (argument, sentence) => {
    expect(() => mergeSettings('clerk', undefined, choices({ map: [argument] }))).toThrow(sentence);
    expect(mergeSettings('csv', undefined, choices({ map: [argument] })).map.size).toBe(1);
  });

  test('take the flag of a mapping away with the trait', () => {
    const cognito = readMappingFile('cognito');
    const { map } = mergeSettings('csv', cognito, choices({ map: ['traits.phone='] }));
    expect(map.get('traits.phone')).toBeUndefined();
    expect(() =>
      mergeSettings('csv', undefined, choices({ map: ['traits.phone=', 'verified.phone=ok'] })),
    ).toThrow('The mapping has verified.phone, and nothing is mapped to traits.phone.');
  });

  test('refuse columns for a source that knows its own', () => {
    const mapping = parseMapping('columns: [a, b]', 'm.yaml');
    expect(() => mergeSettings('clerk', mapping, choices())).toThrow(
      'Of the mapping, columns is for rows of any shape',
    );
  });

  test.each([
    ['map: {verified.mail: ok}', 'The mapping has verified.mail, and nothing is mapped to traits.mail.'],
    ['map: {verified.email: ok, traits.email: null}', 'nothing is mapped to traits.email'],
    [
      'identifiers: [traits.number]',
      'The mapping has traits.number, and nothing is mapped to traits.number.',
    ],
  ])('refuse %s: it would be taken no notice of', (text, sentence) => {
    expect(() => mergeSettings('csv', parseMapping(text, 'm.yaml'), choices())).toThrow(sentence);
  });

  test('refuse an empty name in the path of what is left out', () => {
    expect(() => mergeSettings('clerk', undefined, choices({ leaveOut: ['a..b'] }))).toThrow('--leave-out:');
  });
});
