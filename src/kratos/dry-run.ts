import { stringifyRevealed } from '../secrets/secret.ts';
import { BatchBody } from './batch-body.ts';
import { createHeldBackList, type HeldBack } from './held-back.ts';
import { createProjection } from './projection.ts';
import type { KratosAnswer, KratosRequest, Transport } from './transport.ts';

/**
 * The dry-run gate. Below every handler: reads go through, anything else is recorded and answered with a typed
 * stand-in, and later reads show what those writes would have made of Kratos. Handlers cannot tell the difference,
 * so none can forget it. However many writes there are, little of them is kept: the last hundred identities are shown
 * changed, and held-back.ts sums up.
 */
export function dryRun(transport: Transport): { transport: Transport; heldBack: HeldBack[] } {
  const heldBack = createHeldBackList();
  const projection = createProjection();

  async function gate(request: KratosRequest): Promise<KratosAnswer> {
    if (request.method === 'GET' || request.method === 'HEAD') {
      return projection.stands(request) ?? project(request, await transport(request));
    }
    heldBack.add(request);
    return standIn(request);
  }

  async function standIn(request: KratosRequest): Promise<KratosAnswer> {
    const [path = ''] = request.path.split('?');
    if (request.body instanceof BatchBody) return json(200, projection.createMany(request.body.identities));
    if (request.method === 'POST' && path === '/admin/identities')
      return json(201, projection.create(request.body));
    if (request.method === 'POST' && path === '/admin/recovery/code') return json(201, recoveryStandIn);
    projection.write(request);
    if (request.method === 'PATCH' && /^\/admin\/identities\/[^/]+$/.test(path)) {
      return gate({ method: 'GET', path });
    }
    return { status: 204, headers: {}, text: '' };
  }

  function project(request: KratosRequest, answer: KratosAnswer): KratosAnswer {
    if (answer.status !== 200 || !projection.changes(request)) return answer;
    let body: unknown;
    try {
      body = JSON.parse(answer.text);
    } catch {
      // Not JSON: passed on for readAnswer to say so.
      return answer;
    }
    const shown = projection.read(request, body);
    return shown === undefined ? gone : { ...answer, text: stringifyRevealed(shown) };
  }

  return { transport: gate, heldBack: heldBack.list };
}

const recoveryStandIn = {
  recovery_code: '<recovery code>',
  recovery_link: '<recovery link>',
  expires_at: '<expiry>',
};

const gone: KratosAnswer = json(404, {
  error: { code: 404, status: 'Not Found', message: 'Unable to locate the resource' },
});

function json(status: number, body: unknown): KratosAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    text: stringifyRevealed(body),
  };
}
