import type { SandboxUrls } from '../urls.ts';
import { badRequest } from '../kratos-error.ts';
import { goUrlProblem } from './go-url-problem.ts';

/**
 * Refuses a `return_to` that leads elsewhere than to the allowed addresses and the self-service routes.
 * A relative one is taken to be on the first allowed address.
 */
export function checkReturnTo(urls: SandboxUrls, returnTo: string | null): void {
  if (returnTo === null || returnTo === '') return;
  const [home = urls.public] = urls.allowedReturnUrls;
  const problem = goUrlProblem(returnTo);
  const target = problem === undefined ? URL.parse(returnTo, home) : null;
  if (target === null) {
    const refusal = 'Unable to parse the return_to query parameter as an URL';
    throw badRequest(problem === undefined ? refusal : `${refusal}: ${problem}`);
  }
  const allowed = [...urls.allowedReturnUrls, `${urls.public}/self-service`].map((url) => new URL(url));
  // Go does not put a slash before a relative path, so that one is never below an allowed address.
  const isRelativePath = !URL.canParse(returnTo) && !returnTo.startsWith('/');
  if (!isRelativePath && allowed.some((address) => leadsTo(target, address))) return;
  const shown = shownAddress(returnTo, target);
  throw badRequest(`Requested return_to URL ${JSON.stringify(shown)} is not allowed.`, {
    id: 'self_service_flow_return_to_forbidden',
  });
}

function shownAddress(returnTo: string, target: URL): string {
  if (URL.canParse(returnTo)) return returnTo;
  return returnTo.startsWith('//') ? target.protocol + returnTo : target.toString();
}

function leadsTo(target: URL, allowed: URL): boolean {
  return (
    target.protocol === allowed.protocol &&
    (allowed.host.startsWith('*')
      ? target.host.endsWith(allowed.host.slice(1))
      : target.host === allowed.host) &&
    target.pathname.startsWith(allowed.pathname)
  );
}
