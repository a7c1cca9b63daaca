import type { KratosUnderTest } from './kratos-under-test.ts';

/** What the owner of a recovery code does with it: submits it to the flow of the link. The answer's status. */
export async function submitRecoveryCode(
  kratos: KratosUnderTest,
  link: unknown,
  code: unknown,
): Promise<{ readonly status: number; readonly accepted: boolean }> {
  const flow = new URL(String(link)).searchParams.get('flow') ?? '';
  const { status, body } = await kratos.public('POST', `/self-service/recovery?flow=${flow}`, {
    body: { method: 'code', code },
  });
  return { status, accepted: JSON.stringify(body).includes('/settings') };
}
