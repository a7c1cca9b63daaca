import { describe, expect, test } from 'vitest';
import { looksLikeSecret } from '../../src/sources/looks-like-secret.ts';

const bcrypt = '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy';
const random = 'q4Xz0sD2vN8tL1wKcR7y';

describe('a field with the name of a secret', () => {
  test.each([
    'password',
    'Password',
    'passwordHash',
    'encrypted_password',
    'userpassword',
    'sambaNTPassword',
    'user_pass',
    'passwd',
    'pwd',
    'old_password',
    'password2',
    'passwort',
    'client_secret',
    'clientSecret',
    'mfasecret',
    'secretData',
    'salt',
    'passwordSalt',
    'access_token',
    'refreshToken',
    'session_tokens',
    'authtoken',
    'api_key',
    'apiKey',
    'x-api-key',
    'privateKey',
    'user_activation_key',
    'recovery_codes',
    'backupCodes',
    'activation_code',
    'simba_tfa_emergency_codes_64',
    'tfa_panic_codes',
    'security_answer',
    'recovery_question',
    'pin',
    'otp',
    'totp',
    'credentials',
  ])('%s is one, whatever it looks like', (name) => {
    expect(looksLikeSecret(name, 'hunter2')).toBe(true);
  });

  test('is one as a number too, which may be a PIN', () => {
    expect(looksLikeSecret('pin', 1234)).toBe(true);
    expect(looksLikeSecret('password', '1700000000')).toBe(true);
    expect(looksLikeSecret('password', '1985-04-12')).toBe(true);
  });

  test('is one as an object and as a list, all of it', () => {
    expect(looksLikeSecret('credentials', { provider: { type: 'OKTA' } })).toBe(true);
    expect(looksLikeSecret('tokens', ['a', 'b'])).toBe(true);
  });

  test.each([true, false, 'true', 'f', 'yes', '0', 1, null, '', [], {}])(
    'is none where it only says whether there is one: %j',
    (value) => {
      expect(looksLikeSecret('has_password', value)).toBe(false);
    },
  );
});

describe('a field that tells something of a secret', () => {
  test.each([
    ['passwordChanged', '2024-01-15T10:30:00.000Z'],
    ['passwordLastUpdateInstant', 1_700_000_000_000],
    ['password_set_date', { $date: '2024-01-15T10:30:00.000Z' }],
    ['pwdChangedTime', '20240115103000Z'],
    ['pwdLastSet', '133500000000000000'],
    ['password_expires_in_days', 90],
    ['password_reset_required', 'no'],
    ['passwordHasher', 'bcrypt'],
    ['password_algorithm', 'pbkdf2-hmac-sha256'],
    ['secret_type', 'PBKDF2WithHmacSHA256'],
    ['password_version', '2'],
    ['passwordless_since', '2024'],
  ])('%s is harmless', (name, value) => {
    expect(looksLikeSecret(name, value)).toBe(false);
  });

  test('is a secret when it looks drawn at random all the same', () => {
    expect(looksLikeSecret('password_reset', random)).toBe(true);
    expect(looksLikeSecret('credential_id', random)).toBe(true);
    expect(looksLikeSecret('password_format', bcrypt)).toBe(true);
  });
});

describe('a key or a hash, which can be anything', () => {
  test.each([
    ['key', 'department'],
    ['sort_key', 'customer-number'],
    ['key', 42],
    ['hash', 'a1b2c3d4'],
    ['public_key', random],
    ['sshPublicKey', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ada'],
    ['external_key', '550e8400-e29b-41d4-a716-446655440000'],
    ['key', { name: 'department' }],
  ])('%s: %j is harmless', (name, value) => {
    expect(looksLikeSecret(name, value)).toBe(false);
  });

  test.each([
    ['key', random],
    ['hash', '5f4dcc3b5aa765d61d8327deb882cf99'],
    ['pwhash', '5f4dcc3b5aa765d61d8327deb882cf99'],
    ['legacy_hash', 'rl0uE2GlFUMOI'],
    ['digest', 'XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg='],
    ['keys', ['main', random]],
  ])('%s: %j is a secret', (name, value) => {
    expect(looksLikeSecret(name, value)).toBe(true);
  });
});

describe('a harmless name', () => {
  test.each([
    'email_verified_token_at',
    'tokens_valid_after',
    'monkey',
    'turkey',
    'hashtag',
    'keyboard',
    'keyword',
    'secretary',
    'passport_number',
    'bypass_reason',
    'compass',
    'pinterest',
    'country_code',
    'basalt',
    'tokenized',
    'id',
    'name',
    '',
  ])('%s keeps its value, also one that looks drawn at random', (name) => {
    expect(looksLikeSecret(name, random)).toBe(false);
    expect(looksLikeSecret(name, 'hunter2')).toBe(false);
  });

  test.each([
    bcrypt,
    '$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b5dWg',
    '$6$rounds=5000$saltsalt$KUxLwjRQLlQ',
    '$P$B12345678Xd0u8kZJt7Qd6p3vHrq1y.',
    '$wp$2y$10$abcdefghijklmnopqrstuv',
    '{SSHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=',
    '{CRYPT}$1$abcdefgh$x',
    'pbkdf2_sha256$600000$salt$hash=',
    'bcrypt_sha256$$2b$12$abc',
    'argon2$argon2id$v=19$m=1$a$b',
    'scrypt:32768:8:1$salt$00ff',
    'sha1$a1976$a36cc8cbf81742a8fb52e221aaeab48ed7f58ab4',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N',
    'otpauth://totp/Example:ada?secret=JBSWY3DPEHPK3PXP',
    '-----BEGIN RSA PRIVATE KEY-----\nMIIE',
  ])('hides no hash and no token: %s', (value) => {
    expect(looksLikeSecret('notes', value)).toBe(true);
    expect(looksLikeSecret('notes', ['other', value])).toBe(true);
  });

  test('hides none in JSON that stands there as text', () => {
    expect(looksLikeSecret('meta', '{"plan":"pro","auth":{"password":"hunter2"}}')).toBe(true);
    expect(looksLikeSecret('meta', `[{"legacy":"${bcrypt}"}]`)).toBe(true);
    expect(looksLikeSecret('meta', '{"plan":"pro","theme":"dark"}')).toBe(false);
    expect(looksLikeSecret('meta', '{"password": half of it')).toBe(false);
  });

  test.each([
    'Ada Lovelace',
    '$5 discount',
    '{name}',
    'pbkdf2-hmac-sha256',
    'scrypt',
    'eyJ',
    '+49 30 123456',
  ])('keeps what only begins like one: %s', (value) => {
    expect(looksLikeSecret('notes', value)).toBe(false);
  });
});

describe('a text that PHP has serialised', () => {
  test.each([
    ['O:8:"stdClass":1:{s:4:"hash";s:34:"$P$Babcdefghijklmnopqrstuvwxyz01234";}', true],
    ['a:1:{i:0;O:8:"stdClass":1:{s:8:"password";s:7:"hunter2";}}', true],
    ['a:1:{i:0;a:3:{s:4:"name";s:5:"phone";s:8:"password";s:34:"$P$Babcdefghij', true],
    [
      'a:1:{i:0;a:3:{s:4:"uuid";s:1:"1";s:8:"password";s:34:"$P$Babcdefghijklmnopqrstuvwxyz01234";s:7:"crea',
      true,
    ],
    ['O:8:"stdClass":1:{s:5:"title";s:14:"Forgot password";}', false],
  ])('%j holds a secret: %s', (text, isSecret) => {
    expect(looksLikeSecret('widget', text)).toBe(isSecret);
  });
});
