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

function provider(name: string): unknown {
  return { config: { providers: [{ provider: name, subject: '1' }] } };
}
