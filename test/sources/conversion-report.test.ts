import { expect, test } from 'vitest';
import { keepReport } from '../../src/sources/conversion-report.ts';
import { defaultSettings } from '../../src/sources/default-settings.ts';
import * as kratos from '../../src/sources/kratos/kratos.ts';

test('links are counted by provider, those of SAML like those of OpenID Connect', () => {
  const value = {
    schema_id: 'default',
    traits: { email: 'ada@example.com' },
    credentials: { oidc: provider('google'), saml: provider('okta') },
  };
  const place = { file: 'identities.json', record: 1, line: 1 };
  const converted = kratos.toIdentity({ place, value }, defaultSettings);
  const report = keepReport();
  report.add({ ...converted, place, value, isRecord: true });
  expect(report.report()).toMatchObject({ converted: 1, links: { google: 1, okta: 1 } });
});

test('fields are counted of what was converted, for of the rest nothing went anywhere', () => {
  const place = { file: 'identities.json', record: 1, line: 1 };
  const nothing = { hook: undefined, password: 'none', place, value: {}, problems: [] };
  const body = { schema_id: 'default', state: 'active', traits: {} } as const;
  const fields = { inMetadata: ['city'], leftOut: ['etag'] };
  const report = keepReport();
  report.add({ ...nothing, ...fields, isRecord: true, identity: body });
  report.add({ ...nothing, ...fields, isRecord: true, identity: undefined });
  report.add({ ...nothing, inMetadata: [], leftOut: ['file: realm'], isRecord: false, identity: undefined });
  expect(report.report()).toMatchObject({
    read: 2,
    converted: 1,
    rejected: 1,
    'in-metadata': { city: 1 },
    'left-out': { etag: 1, 'file: realm': 1 },
  });
});

function provider(name: string): unknown {
  return { config: { providers: [{ provider: name, subject: '1' }] } };
}
