import { describe, expect, it } from 'vitest';
import { addSecret } from '../../../src/secrets/store/add-secret.ts';
import { grantSecret, revokeSecret } from '../../../src/secrets/store/grant-secret.ts';
import { removeRevision, removeSecret } from '../../../src/secrets/store/remove-secret.ts';
import { reviseSecret, type Revised, type Revising } from '../../../src/secrets/store/revise-secret.ts';
import { checksumOf, latestOf } from '../../../src/secrets/store/secret-facts.ts';
import { isSecretId } from '../../../src/secrets/secret-id-form.ts';
import { newSecretId } from '../../../src/secrets/store/secret-id.ts';
import type { StoreDocument, StoredSecret } from '../../../src/secrets/store/store-document.ts';
import { isSecretKey } from '../../../src/secrets/secret-key.ts';
import { faultOfName } from '../../../src/secrets/store/store-names.ts';
import { contentOf, shown } from './a-store.ts';

const first = '2026-11-21T08:00:00.000Z';
const later = '2026-11-21T09:00:00.000Z';

const ada = addSecret(
  { secrets: [] },
  { name: 'ada', content: contentOf({ password: 'one' }), info: null, grants: ['reset-password'] },
  first,
).document;

const revise = (document: StoreDocument, by: Partial<Revising>): Revised =>
  reviseSecret(document, 'ada', { content: undefined, info: undefined, name: undefined, ...by }, later);

const numbers = ({ revisions }: StoredSecret): number[] => revisions.map(({ revision }) => revision);

describe('an update', () => {
  it('replaces all keys by a new revision, and keeps the old one', () => {
    const { secret, changed } = revise(ada, { content: contentOf({ token: 'two' }) });
    expect({ numbers: numbers(secret), changed, created: secret.created, updated: secret.updated }).toEqual({
      numbers: [1, 2],
      changed: true,
      created: first,
      updated: later,
    });
    expect(secret.revisions.map(({ content }) => shown(content))).toEqual([
      { password: 'one' },
      { token: 'two' },
    ]);
  });

  it('with the same content is no revision, in whatever order its keys come', () => {
    const two = revise(ada, { content: contentOf({ a: '1', b: '2' }) }).document;
    const { document, changed } = revise(two, { content: contentOf({ b: '2', a: '1' }) });
    expect(changed).toBe(false);
    expect(document).toBe(two);
  });

  it('with a content that was there before the latest is a revision', () => {
    const two = revise(ada, { content: contentOf({ password: 'two' }) }).document;
    expect(numbers(revise(two, { content: contentOf({ password: 'one' }) }).secret)).toEqual([1, 2, 3]);
  });

  it('of info or name alone is no revision', () => {
    const { secret, changed } = revise(ada, { info: 'hers', name: 'lovelace' });
    expect({ changed, numbers: numbers(secret), info: secret.info, name: secret.name }).toEqual({
      changed: true,
      numbers: [1],
      info: 'hers',
      name: 'lovelace',
    });
    expect(revise(ada, { info: null, name: 'ada' }).changed).toBe(false);
  });

  it('takes no name that is taken', () => {
    const both = addSecret(ada, { name: 'grace', content: {}, info: null, grants: [] }, first).document;
    expect(() => revise(both, { name: 'grace' })).toThrow('There is a secret grace already');
  });
});

describe('removing a revision', () => {
  const three = ['two', 'three'].reduce(
    (document, password) => revise(document, { content: contentOf({ password }) }).document,
    ada,
  );

  it('of the latest makes the one before the latest, and its number is not given again', () => {
    const { document, secret } = removeRevision(three, 'ada', 3);
    expect(shown(latestOf(secret).content)).toEqual({ password: 'two' });
    expect(numbers(revise(document, { content: contentOf({ password: 'four' }) }).secret)).toEqual([1, 2, 4]);
  });

  it('leaves the others their numbers', () => {
    expect(numbers(removeRevision(three, 'ada', 2).secret)).toEqual([1, 3]);
  });

  it('refuses the only one, and one that is not there', () => {
    expect(() => removeRevision(ada, 'ada', 1)).toThrow('Revision 1 is the only one of the secret ada.');
    expect(() => removeRevision(three, 'ada', 4)).toThrow('The secret ada has no revision 4.');
  });
});

describe('removing a secret', () => {
  it('leaves the others', () => {
    const both = addSecret(ada, { name: 'grace', content: {}, info: null, grants: [] }, first).document;
    expect(removeSecret(both, 'ada').document.secrets.map(({ name }) => name)).toEqual(['grace']);
    expect(() => removeSecret(ada, 'grace')).toThrow('There is no secret grace in the secret store.');
  });
});

describe('grants', () => {
  it('are added once each and taken away again; the same again changes nothing', () => {
    const granted = grantSecret(ada, 'ada', ['connect', 'reset-password']);
    expect(granted.secret.grants).toEqual(['reset-password', 'connect']);
    expect(grantSecret(granted.document, 'ada', ['connect'])).toMatchObject({
      changed: false,
      document: granted.document,
    });
    const revoked = revokeSecret(granted.document, 'ada', ['reset-password', 'get-identity']);
    expect(revoked).toMatchObject({ changed: true, secret: { grants: ['connect'] } });
    expect(revokeSecret(revoked.document, 'ada', ['get-identity']).changed).toBe(false);
  });
});

describe('an id', () => {
  it('is an xid: 20 characters of base32hex that sort by time, the last one 0 or g', () => {
    const ids = Array.from({ length: 50 }, newSecretId);
    for (const id of ids) expect(isSecretId(id)).toBe(true);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(50);
  });

  it('is told from other texts', () => {
    expect(isSecretId('copp9vfmp25c77di8nm0')).toBe(true);
    for (const text of [
      'copp9vfmp25c77di8nm1',
      'copp9vfmp25c77di8nm',
      'COPP9VFMP25C77DI8NM0',
      'copp9vfmp25c77di8nw0',
    ]) {
      expect(isSecretId(text)).toBe(false);
    }
  });
});

describe('names', () => {
  it.each(['ada', 'a', '0', 'admin-pw', 'admin_pw', 'x'.repeat(64)])('may be %s', (name) => {
    expect(faultOfName(name)).toBeUndefined();
  });

  it.each(['', 'Ada', '-ada', 'ada!', 'a b', 'secret:ada', 'x'.repeat(65), 'ädä'])(
    'may not be %j',
    (name) => {
      expect(faultOfName(name)).toMatch(/^is made of/);
    },
  );

  it('may not look like an id or a token', () => {
    expect(faultOfName('copp9vfmp25c77di8nm0')).toMatch(/^looks like the id of a secret/);
    expect(faultOfName('ory_pat_abc')).toMatch(/^looks like a token/);
    expect(faultOfName('deadbeef'.repeat(5))).toMatch(/^looks like a token/);
  });

  it('of keys may have upper case and _ too', () => {
    for (const key of ['password', 'VAULT_NAME', 'a', '0-x']) expect(isSecretKey(key)).toBe(true);
    for (const key of ['', '-a', 'a.b', 'a b', 'a=b', '_a']) expect(isSecretKey(key)).toBe(false);
  });
});

describe('a checksum', () => {
  it('is the same for the same content, whatever the order of its keys, and no other', () => {
    const one = checksumOf(contentOf({ a: '1', b: '2' }));
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(checksumOf(contentOf({ b: '2', a: '1' }))).toBe(one);
    expect(checksumOf(contentOf({ a: '12', b: '' }))).not.toBe(one);
  });
});
