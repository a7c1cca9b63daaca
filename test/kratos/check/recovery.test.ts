import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../../src/sandbox/start.ts';
import { useServers } from '../servers.ts';
import { inFrontOf, kratosError, look, type Intercept } from './looking.ts';

let kratos: Sandbox;
beforeAll(async () => {
  kratos = await startSandbox({ database: ':memory:', bcryptCost: 4 });
});
afterAll(() => kratos.close());

const servers = useServers();
const lookThrough = async (intercept: Intercept) =>
  (
    await look({
      adminUrl: await servers.http(inFrontOf(kratos.adminUrl, intercept)),
      publicUrl: await servers.http(inFrontOf(kratos.publicUrl, intercept)),
    })
  ).found;

/** Kratos v26.2.0 in these words. */
const disabledEndpoint = kratosError(
  404,
  'This endpoint was disabled by system administrator. Please check your url or contact the system administrator to enable it.',
);

describe('recovery', () => {
  it('that is disabled warns that codes cannot be entered', async () => {
    const disabled = kratosError(400, 'Recovery is not allowed because it was disabled.');
    const found = await lookThrough((_method, path) =>
      path === '/self-service/recovery/flows' ? disabled : undefined,
    );
    expect(found['recovery']).toEqual({
      check: 'recovery',
      status: 'warning',
      message:
        'Recovery is disabled: Kratos makes codes, but the page where one enters them is not given its form.',
      next: 'Set selfservice.flows.recovery.enabled in its configuration, or set passwords with password-secret-id.',
    });
    expect(found['recovery-code']).toMatchObject({ status: 'ok' });
  });

  it('by code that is disabled warns that no code can be made', async () => {
    const found = await lookThrough((_method, path) =>
      path === '/admin/recovery/code' ? disabledEndpoint : undefined,
    );
    expect(found['recovery-code']).toEqual({
      check: 'recovery-code',
      status: 'warning',
      message: 'Recovery by code is disabled: reset-password and create-admin-account cannot make a code.',
      next: 'Set selfservice.methods.code.enabled in its configuration, or set passwords with password-secret-id.',
    });
    expect(found['recovery-link']).toMatchObject({ status: 'ok', message: 'Recovery by link is enabled.' });
  });

  it('by link may be disabled, for idp makes codes', async () => {
    const found = await lookThrough((_method, path) =>
      path === '/admin/recovery/link' ? disabledEndpoint : undefined,
    );
    expect(found['recovery-link']).toMatchObject({
      status: 'ok',
      message: 'Recovery by link is disabled; idp makes codes.',
    });
  });

  it('is unknown where Kratos refuses for another reason', async () => {
    const found = await lookThrough((_method, path) =>
      path.includes('recovery') ? kratosError(400, 'Something else is wrong.') : undefined,
    );
    expect(found['recovery']).toMatchObject({ status: 'unknown' });
    expect(found['recovery-code']?.message).toBe(
      'Unknown, because Kratos refused for another reason: Something else is wrong.',
    );
  });

  it('is unknown without a public URL, which alone tells it', async () => {
    const { found } = await look({ adminUrl: kratos.adminUrl });
    expect(found['recovery']?.message).toBe('Unknown, because only the public URL tells it.');
    expect(found['recovery-code']).toMatchObject({ status: 'ok' });
  });
});
