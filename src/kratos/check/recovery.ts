import { KratosRejection } from '../answer.ts';
import { failedBy, ok, unknown, warning, type Finding } from './finding.ts';
import type { Probe } from './probe.ts';

/**
 * Asks for what does not exist, so that nothing is made. Kratos v26.2.0 first says that an endpoint is disabled, and only
 * then that there is no such identity or flow (measured in every variant). Where recovery is disabled, codes and links
 * are made all the same, and taken at Kratos's API; but the flow of a code cannot be read (measured), so that the page
 * where it is to be entered cannot show its form.
 */
export const recoveryRequests = (nobody: string) =>
  ({
    flow: { method: 'GET', path: `/self-service/recovery/flows?id=${nobody}`, side: 'public' },
    code: { method: 'POST', path: '/admin/recovery/code', body: { identity_id: nobody } },
    link: { method: 'POST', path: '/admin/recovery/link', body: { identity_id: nobody } },
  }) as const;

/** Whether somebody with a code can enter it on the recovery page: the public port says it. */
export function checkRecovery(flow: Probe | undefined, configuredAt: string): Finding {
  if (flow === undefined) return unknown('recovery', 'only the public URL tells it');
  const { error } = flow;
  if (error instanceof KratosRejection && /recovery is not allowed/i.test(error.reason ?? '')) {
    return warning(
      'recovery',
      'Recovery is disabled: Kratos makes codes, but the page where one enters them is not given its form.',
      `Set selfservice.flows.recovery.enabled ${configuredAt}, or set passwords with password-secret-id.`,
    );
  }
  if (error instanceof KratosRejection && [404, 410].includes(error.status)) {
    return ok('recovery', 'Recovery is enabled.');
  }
  return unknown('recovery', 'the public URL did not answer as Kratos does');
}

/** Whether codes (what reset-password and create-admin-account make) or links are enabled. */
export function checkMethod(
  method: 'code' | 'link',
  probe: Probe | undefined,
  because: string,
  configuredAt: string,
): Finding {
  const check = `recovery-${method}`;
  if (probe === undefined) return unknown(check, because);
  const { error } = probe;
  if (error instanceof KratosRejection) {
    const reason = error.reason ?? '';
    if (/disabled/i.test(reason)) return disabled(check, method, configuredAt);
    if (/could not find identity|requested identity id does not exist/i.test(reason)) {
      return ok(check, `Recovery by ${method} is enabled.`);
    }
    return unknown(check, `Kratos refused for another reason: ${reason.slice(0, 200).replace(/\.$/, '')}`);
  }
  if (error !== undefined && probe.answer === undefined) return failedBy(check, error);
  const refused = [401, 403, 405].find((status) => status === probe.answer?.status);
  return unknown(
    check,
    refused === undefined ? 'the answer was none of Kratos' : `the request is refused (${refused})`,
  );
}

/** idp itself makes codes only, so that links may well be off. */
function disabled(check: string, method: 'code' | 'link', configuredAt: string): Finding {
  if (method === 'link') return ok(check, 'Recovery by link is disabled; idp makes codes.');
  return warning(
    check,
    'Recovery by code is disabled: reset-password and create-admin-account cannot make a code.',
    `Set selfservice.methods.code.enabled ${configuredAt}, or set passwords with password-secret-id.`,
  );
}
