import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseMapping, readMappingFile, recognisedMapping } from '../../src/sources/mapping-file.ts';

describe('a mapping file', () => {
  test('says where every target comes from', () => {
    const { map } = parseMapping(
      String.raw`
map:
  traits.email: mail
  traits.phone: [profile.mobile, profile.phone]
  traits.username: null
  traits.tags: {from: 'tags\.old', as: list}
  state: {from: enabled, as: boolean, values: {"true": active, "false": inactive}}
`,
      'm.yaml',
    );
    expect(Object.fromEntries(map)).toEqual({
      'traits.email': { from: 'mail' },
      'traits.phone': { from: 'profile.mobile', otherwise: ['profile.phone'] },
      'traits.username': undefined,
      'traits.tags': { from: String.raw`tags\.old`, as: 'list' },
      state: {
        from: 'enabled',
        as: 'boolean',
        values: new Map([
          ['true', 'active'],
          ['false', 'inactive'],
        ]),
      },
    });
  });

  test('says what made the hashes, and what belongs to one', () => {
    const { map } = parseMapping(
      'map:\n  credentials.password: {from: h, kind: md5, fields: {salt: s}, settings: {saltPosition: suffix}}\n',
      'm.yaml',
    );
    expect(map.get('credentials.password')).toMatchObject({
      from: 'h',
      hash: { kind: 'md5', fields: new Map([['salt', 's']]), settings: { saltPosition: 'suffix' } },
    });
  });

  test('makes a hash of fields alone, of the whole record', () => {
    const { map } = parseMapping(
      'map:\n  credentials.password: {kind: passport-local-mongoose, fields: {hash: h, salt: s}}\n',
      'm.yaml',
    );
    expect(map.get('credentials.password')).toMatchObject({ from: '' });
  });

  test('says how files of rows are read, and constants, providers and what goes nowhere', () => {
    const mapping = parseMapping(
      `source: csv
name: shop
columns: [id, mail]
delimiter: "\\t"
pairs: [Attributes]
records: items
format: csv
identifiers: [traits.number]
set: {schema_id: customer, metadata_admin.migrated_at: 2026-11-21, traits.level: 3}
providers: {Google: google}
leave-out: [a, b.c]
details: {peppered: true}
`,
      'm.yaml',
    );
    expect(mapping).toEqual({
      source: 'csv',
      map: new Map(),
      set: new Map<string, unknown>([
        ['schema_id', 'customer'],
        ['metadata_admin.migrated_at', '2026-11-21'],
        ['traits.level', 3],
      ]),
      providers: new Map([['Google', 'google']]),
      leaveOut: new Set(['a', 'b.c']),
      details: {
        peppered: true,
        name: 'shop',
        format: 'csv',
        records: 'items',
        columns: ['id', 'mail'],
        delimiter: '\t',
        pairs: ['Attributes'],
        identifiers: ['traits.number'],
      },
    });
  });

  test('may say nothing', () => {
    expect(parseMapping('', 'm.yaml')).toMatchObject({ source: undefined, details: {} });
  });

  test.each([
    ['[]', 'm.yaml:1:1: a map is expected, with the key map'],
    ['maps: {}', 'm.yaml:1:7: maps is an unknown key, did you mean map?'],
    ['map:\n  email: mail', 'm.yaml:2:10: there is no target email; did you mean traits.email?'],
    [
      'map:\n  traits.email: {form: mail}',
      'm.yaml:2:24: traits.email: form is an unknown key, did you mean from?',
    ],
    ['map:\n  traits.email: {from: mail, as: word}', 'm.yaml:2:34: as: one of text, number, boolean'],
    ['map:\n  traits.email: {}', 'm.yaml:2:17: the path of a field is expected'],
    ['map:\n  traits.email: 7', 'm.yaml:2:17: traits.email: the path of a field'],
    ['map:\n  traits.email: [a, 7]', 'm.yaml:2:17: the path of a field is expected'],
    ['map:\n  traits.email: []', 'm.yaml:2:17: an empty list says nothing'],
    ['map:\n  traits.email: {from: a, kind: md5}', 'traits.email: kind is an unknown key'],
    [
      'map:\n  credentials.password: {from: a, kind: bcript}',
      'm.yaml:2:41: kind: not known; did you mean bcrypt?',
    ],
    [
      'map:\n  credentials.password: {from: a, fields: {salt: 7}}',
      'fields.salt: the path of a field is expected',
    ],
    [
      'map:\n  credentials.password: {from: a, kind: md5, fields: {slat: b}}',
      'm.yaml:2:61: fields: slat is not known; did you mean salt?',
    ],
    [
      'map:\n  credentials.password: {kind: passport, fields: {hash: b}}',
      'fields: hash is not known; did you mean hashed_password?',
    ],
    [
      'map:\n  credentials.password: {from: a, kind: django, fields: {salt: b}}',
      'fields: salt is not known; a hash of this kind stands for itself',
    ],
    [
      'map:\n  credentials.password: {from: a, kind: md5, settings: {saltPositon: suffix}}',
      'settings: saltPositon is not known; did you mean saltPosition?',
    ],
    [
      'map:\n  credentials.password: {from: a, kind: md5, settings: {saltPosition: behind}}',
      'settings.saltPosition: prefix or suffix is expected',
    ],
    [
      'map:\n  credentials.password: {from: a, kind: passport, settings: {iterations: lots}}',
      'settings.iterations: a whole number above 0 is expected',
    ],
    ['map:\n  credentials.oidc: links', 'credentials.oidc: a map with provider and subject is expected'],
    [
      'map:\n  credentials.oidc: {from: links, provider: p}',
      'credentials.oidc: a map with provider and subject',
    ],
    [
      'map:\n  verified.email: {from: emails, address: value}',
      'm.yaml:2:19: address and flag name, both, what they are in each object of the list',
    ],
    ['map: {verified.email: a, verified.traits.email: b}', 'm.yaml:1:49: verified.email is mapped twice'],
    ['map: []', 'm.yaml:1:6: map: a map is expected'],
    ['set: {state: asleep}', 'm.yaml:1:14: state is active or inactive'],
    ['set: {external_id: x}', 'external_id cannot be the same for everybody'],
    ['providers: {google: 7}', 'providers.google: the id of a provider in Kratos is expected'],
    ['leave-out: a', 'leave-out: a list of fields is expected'],
    ['leave-out: [a, .b]', 'm.yaml:1:16: leave-out: the path of a field is expected'],
    ['source: oracle', 'source: one of auth0, keycloak'],
    ['delimiter: "::"', 'delimiter: one character is expected'],
    ['columns: [a, b, a]', 'm.yaml:1:17: columns: this name is there twice'],
    ['columns: a', 'columns: a list of names is expected'],
    ['format: xml', 'format: csv or json is expected'],
    ['name: a b', 'name: letters, digits, - and _ are expected'],
    ['details: {columns: [a]}', 'm.yaml:1:20: details: columns is a key of the file itself'],
    ['identifiers: [email]', 'identifiers: a trait is expected, such as traits.customer_number'],
    ['map: {a: &x b, c: *x}', 'aliases are not allowed'],
  ])('%j is refused with line and column', (text, sentence) => {
    expect(() => parseMapping(text, 'm.yaml')).toThrow(sentence);
  });

  test('is read from a file, or by the name of one that comes with idp', () => {
    const folder = mkdtempSync(join(tmpdir(), 'idp-mapping-'));
    try {
      const path = join(folder, 'own.yaml');
      writeFileSync(path, 'map: {traits.email: mail}');
      expect(readMappingFile(path).map).toEqual(new Map([['traits.email', { from: 'mail' }]]));
      expect(readMappingFile('okta').details).toEqual({ name: 'okta' });
      const missing = join(folder, 'none.yaml');
      expect(() => readMappingFile(missing)).toThrow(`There is no mapping file ${missing}.`);
      expect(() => readMappingFile(folder)).toThrow('it cannot be read: it is not a regular file');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('that is missing names those that come with idp', () => {
    const hint = 'Name a file, or one of the mappings that come with idp: okta and cognito.';
    expect(() => readMappingFile('otka')).toThrow(expect.objectContaining({ hint }));
  });

  test('comes by itself for files that all look like those of one system', () => {
    expect(recognisedMapping(['cognito', 'cognito'])?.details).toMatchObject({ name: 'cognito' });
    expect(recognisedMapping(['cognito', 'okta'])).toBeUndefined();
    expect(recognisedMapping(['rows'])).toBeUndefined();
    expect(recognisedMapping(['users'])).toBeUndefined();
    expect(recognisedMapping([])).toBeUndefined();
  });
});
