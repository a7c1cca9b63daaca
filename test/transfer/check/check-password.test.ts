import { describe, expect, it } from 'vitest';
import { passwordCheck } from '../../../src/transfer/check/check-password.ts';

const check = passwordCheck({ major: 26, minor: 2, patch: 0 });
const bcrypt = '$2b$12$OSLxzYCWX0TFITZqKQLOIeqB8uUkpLu57fI5ztBIznBxK8wcmEqh2';

describe('a check of a password', () => {
  it('lets a hash through that can match, the second as the first', () => {
    for (let time = 0; time < 2; time += 1) {
      expect(check({ hashed_password: bcrypt })).toEqual({
        config: { hashed_password: bcrypt },
        problems: [],
      });
    }
  });

  it('refuses a hash that Kratos does not import, with what would do', () => {
    const { problems } = check({ hashed_password: '$1$abcdefgh$abcdefghijklmnopqrstuv' });
    expect(problems).toEqual([
      {
        code: 'password',
        pointer: '/credentials/password/config/hashed_password',
        message:
          'It is md5-crypt of crypt(3) ($1$). Kratos imports no such hash. Convert it with: idp password convert --from crypt',
        rule: 'unknown-format',
        rejects: true,
      },
    ]);
  });

  it('refuses a hash that Kratos imports and that can never match, also after sound ones like it', () => {
    check({ hashed_password: bcrypt });
    for (const hash of [
      bcrypt.slice(0, -1),
      `${bcrypt.slice(0, -1)}3`,
      '$2b$12$',
      bcrypt.replace('$12$', '$99$'),
    ]) {
      expect(check({ hashed_password: hash }).problems).toMatchObject([{ code: 'password', rejects: true }]);
    }
  });

  it('warns of what is odd and can match', () => {
    expect(check({ hashed_password: `${bcrypt}xyz` }).problems).toMatchObject([
      { rule: 'caution', message: 'Kratos ignores the 3 bytes that follow the digest', rejects: false },
    ]);
  });

  it('takes longer ones where they are hashed before they are sent, with what has no such limit', () => {
    const version = { major: 26, minor: 2, patch: 0 };
    const password = 'x'.repeat(200);
    expect(passwordCheck(version, 'argon2id')({ password })).toEqual({ config: { password }, problems: [] });
    expect(passwordCheck(version, 'bcrypt')({ password }).config).toBeUndefined();
  });

  it('takes a plain password of up to 72 bytes', () => {
    expect(check({ password: 'é'.repeat(36) })).toEqual({
      config: { password: 'é'.repeat(36) },
      problems: [],
    });
    expect(check({ password: 'é'.repeat(37) })).toMatchObject({
      config: undefined,
      problems: [
        { pointer: '/credentials/password/config/password', rule: 'maxLength: 72 bytes', rejects: true },
      ],
    });
  });

  it('refuses one without anything in it', () => {
    for (const empty of [
      {},
      { password: '' },
      { hashed_password: '' },
      { use_password_migration_hook: false },
    ]) {
      expect(check(empty)).toMatchObject({
        config: undefined,
        problems: [{ rule: 'required: hashed_password', rejects: true }],
      });
    }
  });

  it('sends of several ways the one that Kratos takes, and warns', () => {
    expect(check({ password: 'secret', hashed_password: bcrypt })).toMatchObject({
      config: { password: 'secret' },
      problems: [{ rule: 'one of several', rejects: false }],
    });
    expect(check({ use_password_migration_hook: true, hashed_password: 'x' })).toMatchObject({
      config: { use_password_migration_hook: true },
      problems: [{ rejects: false }],
    });
    expect(check({ use_password_migration_hook: true })).toEqual({
      config: { use_password_migration_hook: true },
      problems: [],
    });
  });

  it('goes by the release of Kratos', () => {
    const md5 = '$md5$CY9rzUYh03PK3k6DJie09g==';
    expect(check({ hashed_password: md5 }).problems).toEqual([]);
    const early = passwordCheck({ major: 0, minor: 9, patch: 0 })({ hashed_password: md5 });
    expect(early.problems).toMatchObject([{ rule: 'not-in-version', rejects: true }]);
  });
});
