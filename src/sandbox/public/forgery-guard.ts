import type { FastifyInstance } from 'fastify';
import { KratosError } from '../kratos-error.ts';

/**
 * On the public port Kratos refuses whatever changes something and brings no token against cross-site request
 * forgery, before it looks at the route (measured: even where none exists). Some paths are exempt. The
 * sandbox hands out no such tokens, so that all else is 403. Call it before other hooks are added.
 */
export function refuseForgery(publicPort: FastifyInstance): void {
  publicPort.addHook('onRequest', async (request) => {
    if (safeMethods.has(request.method)) return;
    const [path = ''] = request.url.split('?');
    if (!exempt.some((pattern) => pattern.test(path))) throw forgery();
  });
}

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

// `*` is one segment, as in Go's path.Match.
const exempt: readonly RegExp[] = [
  '/health/alive',
  '/health/ready',
  '/version',
  '/metrics/prometheus',
  '/identities',
  '/identities/*',
  '/identities/*/credentials/*',
  '/identities/*/sessions',
  '/admin/identities',
  '/admin/identities/*',
  '/admin/identities/*/credentials/*',
  '/schemas/*',
  '/admin/schemas/*',
  '/sessions',
  '/sessions/*',
  '/sessions/*/extend',
  '/recovery/code',
  '/recovery/link',
  '/courier/messages',
  '/admin/courier/messages',
  '/self-service/login',
  '/self-service/login/api',
  '/self-service/recovery',
  '/self-service/recovery/api',
  '/self-service/registration',
  '/self-service/registration/api',
  '/self-service/settings',
  '/self-service/settings/api',
  '/self-service/verification',
  '/self-service/verification/api',
  '/self-service/logout/api',
].map((glob) => new RegExp(`^${glob.replaceAll('*', '[^/]*')}$`));

function forgery(): KratosError {
  return new KratosError(403, 'the request was rejected to protect you from Cross-Site-Request-Forgery', {
    id: 'security_csrf_violation',
    reason:
      'Please retry the flow and optionally clear your cookies. The request was rejected to protect you from Cross-Site-Request-Forgery (CSRF) which could cause account takeover, leaking personal information, and other serious security issues.',
    details: {
      docs: 'https://www.ory.sh/kratos/docs/debug/csrf',
      hint: "We detected a regular browser or server-side call. To debug browser calls check your Browser's Network Tab to see what cookies are included or excluded. If you are calling from a server ensure that the appropriate cookies are being forwarded and that the SDK method is called correctly.",
      reject_reason: 'The HTTP Cookie Header is empty or not set.',
    },
  });
}
