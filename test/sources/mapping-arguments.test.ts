import { describe, expect, test } from 'vitest';
import {
  parseMapArgument,
  parseProviderArgument,
  parseSetArgument,
} from '../../src/sources/mapping-arguments.ts';

describe('--map', () => {
  test.each([
    ['traits.email=email', ['traits.email', { from: 'email' }]],
    ['traits.email = email', ['traits.email', { from: 'email' }]],
    ['traits.name.first=profile.first', ['traits.name.first', { from: 'profile.first' }]],
    ['metadata_public.plan=a=b', ['metadata_public.plan', { from: 'a=b' }]],
    ['traits.username=cognito:username', ['traits.username', { from: 'cognito:username' }]],
    ['credentials.oidc.google=google_id', ['credentials.oidc.google', { from: 'google_id' }]],
    ['credentials.password=hash', ['credentials.password', { from: 'hash' }]],
    ['external_id=id', ['external_id', { from: 'id' }]],
  ])('%s names a target and a field', (text, expected) => {
    expect(parseMapArgument(text)).toEqual(expected);
  });

  test('takes a default away where no field follows', () => {
    expect(parseMapArgument('traits.username=')).toEqual(['traits.username', undefined]);
  });

  test('takes verified.traits.email for verified.email', () => {
    expect(parseMapArgument('verified.traits.email=confirmed')).toEqual([
      'verified.email',
      { from: 'confirmed' },
    ]);
  });

  test.each([
    ['email', '--map: TARGET=FIELD is expected, such as traits.email=email.'],
    ['=email', '--map: TARGET=FIELD is expected, such as traits.email=email.'],
    ['email=mail', 'there is no target email; did you mean traits.email?'],
    ['trait.email=mail', 'there is no target trait.email; did you mean traits.email?'],
    ['traits=mail', 'traits needs a name below it, such as traits.email'],
    ['externalid=id', 'there is no target externalid; did you mean external_id?'],
    ['credentials.pasword=hash', 'did you mean credentials.password?'],
    ['traits..email=mail', 'a target is a dotted path such as traits.email'],
    ['traits.__proto__.x=mail', 'a target is a dotted path such as traits.email'],
    ['credentials.oidc=links', 'credentials.oidc needs the name of a provider'],
    ['traits.email=a..b', 'the field of traits.email has an empty name in its path'],
  ])('%s is refused with one sentence', (text, sentence) => {
    expect(() => parseMapArgument(text)).toThrow(sentence);
  });

  test('names all targets where it does not know one', () => {
    expect(() => parseMapArgument('roles.admin=role')).toThrow(
      /known are traits\.NAME, metadata_public\.NAME, .*verified\.NAME, credentials\.password/,
    );
  });
});

describe('--set', () => {
  test.each([
    ['metadata_admin.migrated_at=2026-11-21', ['metadata_admin.migrated_at', '2026-11-21']],
    ['traits.tenant=a=b', ['traits.tenant', 'a=b']],
    ['traits.tenant=', ['traits.tenant', '']],
    ['traits.level:=3', ['traits.level', 3]],
    ['traits.tags:=["a","b"]', ['traits.tags', ['a', 'b']]],
    ['metadata_public.beta:=true', ['metadata_public.beta', true]],
    ['state=inactive', ['state', 'inactive']],
    ['schema_id=customer', ['schema_id', 'customer']],
    ['traits.url=http://x.example/?a:=1', ['traits.url', 'http://x.example/?a:=1']],
  ])('%s is a constant', (text, expected) => {
    expect(parseSetArgument(text)).toEqual(expected);
  });

  test.each([
    ['metadata_admin.x', 'PATH=TEXT or PATH:=JSON is expected'],
    ['=x', 'PATH=TEXT or PATH:=JSON is expected'],
    [
      'traits.level:=three',
      'what follows := for traits.level is no JSON; for a text write traits.level=TEXT',
    ],
    ['state=asleep', 'state is active or inactive'],
    ['schema_id:=7', 'schema_id is the name of an identity schema'],
    ['schema_id=', 'schema_id is the name of an identity schema'],
    ['external_id=7', 'external_id cannot be the same for everybody; it is mapped from a field'],
    ['credentials.password=x', 'credentials.password cannot be the same for everybody'],
    ['credentials.oidc.google=x', 'credentials.oidc cannot be the same for everybody'],
    ['verified.email:=true', 'verified cannot be the same for everybody'],
    ['metadata_admin:={}', 'metadata_admin needs a name below it'],
  ])('%s is refused with one sentence', (text, sentence) => {
    expect(() => parseSetArgument(text)).toThrow(sentence);
  });

  test('repeats no value in a refusal', () => {
    expect(() => parseSetArgument('traits.key:=s3cret')).not.toThrow(/s3cret/);
    expect(() => parseSetArgument('traits.key:=s3cret')).toThrow('no JSON');
  });
});

describe('--provider', () => {
  test.each([
    ['google-oauth2=google', ['google-oauth2', 'google']],
    ['sso:1f0c=acme', ['sso:1f0c', 'acme']],
    ['odd=name=id', ['odd=name', 'id']],
  ])('%s names a provider there and here', (text, expected) => {
    expect(parseProviderArgument(text)).toEqual(expected);
  });

  test.each(['google', '=google', 'google='])('%s is refused', (text) => {
    expect(() => parseProviderArgument(text)).toThrow(
      '--provider: NAME=ID is expected, such as google-oauth2=google.',
    );
  });
});
