import * as fc from 'fast-check';
import { bcryptHash, email, metadata, traits, username } from './identity-body.ts';
import { emails, externalIds, subjects } from './pools.ts';

const change = fc.constantFrom('add', 'replace');

function set(path: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  return fc.record({ op: change, path: fc.constant(path), value });
}

const link = fc.constantFrom(...subjects).map((subject) => ({
  type: 'oidc',
  identifiers: [`google:${subject}`],
  config: { providers: [{ provider: 'google', subject }] },
}));

const securityKey = fc.boolean().map((isPasswordless) => ({
  type: 'webauthn',
  identifiers: [emails[0]],
  config: { credentials: [{ id: 'AQID', is_passwordless: isPasswordless }], user_handle: 'AQID' },
}));

const samlLink = fc.constantFrom(...subjects).map((subject) => ({
  type: 'saml',
  identifiers: [`okta:${subject}`],
  config: { providers: [{ provider: 'okta', subject }] },
}));

const password = fc.constantFrom<object[]>(
  { type: 'password', config: { hashed_password: bcryptHash } },
  { type: 'password', config: {} },
  { type: 'password', identifiers: [emails[2]], config: { hashed_password: bcryptHash } },
  { config: { hashed_password: bcryptHash } },
);

const totp = fc.constantFrom(...subjects).map((identifier) => ({
  type: 'totp',
  identifiers: [identifier],
  config: { totp_url: 'otpauth://totp/x?secret=AAAA' },
}));

const operation: fc.Arbitrary<object> = fc.oneof(
  set('/traits/email', email),
  set('/traits/username', username),
  set('/traits', traits),
  set('/traits/name/first', fc.constantFrom('Ada', null, 5)),
  set('/state', fc.constantFrom('active', 'inactive', 'blocked', '')),
  set('/schema_id', fc.constantFrom('default', 'admin_v0', 'nope')),
  set('/external_id', fc.constantFrom(...externalIds, '', null, 5)),
  set('/metadata_public', metadata),
  set('/metadata_public/a', metadata),
  set('/metadata_admin/b/0', metadata),
  set('/metadata_public/b/-', metadata),
  set('/credentials/password/config/hashed_password', fc.constantFrom(bcryptHash, '$nope$', 5)),
  set('/credentials/password', password),
  set('/credentials/saml', samlLink),
  set('/credentials/oidc', link),
  set('/credentials/totp', totp),
  set('/credentials/webauthn', securityKey),
  set(
    '/credentials/lookup_secret',
    fc.constantFrom({ type: 'lookup_secret', config: {} }, {}, { type: 'nope' }),
  ),
  set('/verifiable_addresses/0/verified', fc.boolean()),
  set('/verifiable_addresses/0/status', fc.constantFrom('completed', 'sent', '', 5)),
  set('/verifiable_addresses/-', fc.constantFrom(...emails.map((value) => ({ value, via: 'email' })))),
  set('/recovery_addresses/0/value', fc.constantFrom(...emails)),
  set('/created_at', fc.constantFrom('2020-01-01T00:00:00Z', 'yesterday')),
  set('/metadata_public/a~1b', metadata),
  set('/metadata_public/b/1', metadata),
  set('/TRAITS/email', email),
  set('/verifiable_addresses/0/value', fc.constantFrom(...emails)),
  fc.record({
    op: fc.constant('remove'),
    path: fc.constantFrom(
      '/traits/email',
      '/traits/username',
      '/external_id',
      '/metadata_admin',
      '/metadata_public/b/0',
      '/credentials/password',
      '/credentials/oidc',
      '/credentials/totp',
      '/verifiable_addresses/0',
      '/recovery_addresses',
      '/nope',
    ),
  }),
  fc.constantFrom<object[]>(
    { op: 'replace', path: '/id', value: 'x' },
    { op: 'replace', path: '/credentials', value: {} },
    { op: 'test', path: '/state', value: 'active' },
    { op: 'move', from: '/metadata_public', path: '/metadata_admin' },
    { op: 'add', path: '/state' },
  ),
);

export const jsonPatch: fc.Arbitrary<object[]> = fc.array(operation, { minLength: 1, maxLength: 3 });
