import { describe, expect, it } from 'vitest';
import { backendReference, isBackendName } from '../../../src/secrets/backends/backend-reference.ts';
import { isSecretName, isSecretReference } from '../../../src/secrets/secret-name.ts';

describe('a secret of a backend', () => {
  it.each([
    ['pass:ada', { backend: 'pass', name: 'ada', key: undefined }],
    [
      ' op:Kratos.Admin/pass_word#field-1 ',
      { backend: 'op', name: 'Kratos.Admin/pass_word', key: 'field-1' },
    ],
    ['env:ada', { backend: 'env', name: 'ada', key: undefined }],
    [
      'team-vault:ops/ada@example.com#API_Key',
      { backend: 'team-vault', name: 'ops/ada@example.com', key: 'API_Key' },
    ],
  ])('%s is %j', (text, reference) => {
    expect(backendReference(text)).toEqual(reference);
    expect(isSecretReference(text)).toBe(true);
    expect(isSecretName(text)).toBe(false);
  });

  it.each([
    'ada',
    'secret:ada',
    'secret:pass:ada',
    'pass:',
    'pass:secret:ada',
    'Pass:ada',
    'pass:-ada',
    'pass:--reveal',
    'pass:ops/-v',
    'pass:/etc/shadow',
    'pass:../ada',
    'pass:ops/../../ada',
    'pass:ops/./ada',
    'pass:a..b',
    'pass:ops//ada',
    'pass:ops/',
    'pass:~/ada',
    'pass:a b',
    'pass:a\nb',
    'pass:a\u0000b',
    'pass:$(id)',
    'pass:`id`',
    'pass:a;id',
    'pass:{key}',
    'pass:a%2e%2e',
    'pass:a?attribute=otp',
    'pass:a=b',
    'pass:a#',
    'pass:a#-k',
    'pass:a#k#l',
    'pass:a#../k',
    `pass:${'a'.repeat(201)}`,
    'https://example.com',
    'op:ory_pat_abc',
    'op:0123456789abcdef0123456789abcdef',
    'Hunter2:gr0ß',
  ])('%j is none', (text) => {
    expect(backendReference(text)).toBeUndefined();
  });
});

describe('the name of a backend', () => {
  it.each(['pass', 'op', 'team-vault-2'])('may be %s', (name) => {
    expect(isBackendName(name)).toBe(true);
  });

  it.each(['secret', '', 'Pass', '2pass', '-pass', 'a b', 'a:b', 'a'.repeat(33)])('is not %j', (name) => {
    expect(isBackendName(name)).toBe(false);
  });
});
