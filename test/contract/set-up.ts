import type { Setup } from './exchange.ts';
import type { Placeholders } from './placeholders.ts';
import { send } from './send.ts';

/** Brings about the state that an exchange needs before one of its steps, over the admin API. */
export async function setUp(
  adminUrl: string,
  setups: readonly Setup[],
  placeholders: Placeholders,
): Promise<void> {
  for (const setup of setups) {
    if (setup.insert_credential !== undefined) {
      const { identity_id, type, identifiers, config } = placeholders.fill(setup.insert_credential);
      await succeed(adminUrl, 'PATCH', `/${identity_id}`, [
        { op: 'add', path: `/credentials/${type}`, value: { type, identifiers, config } },
      ]);
    }
    if (setup.ordered_identities !== undefined) {
      await createInOrder(adminUrl, setup.ordered_identities, placeholders);
    }
    if (setup.delete !== undefined) await succeed(adminUrl, 'DELETE', `/${placeholders.fill(setup.delete)}`);
  }
}

/** Creates so many identities of which user-1@example.com has the smallest id, user-2 the next, and so on. */
async function createInOrder(adminUrl: string, count: number, placeholders: Placeholders): Promise<void> {
  const ids: string[] = [];
  for (let number = 1; number <= count; number++) {
    const created = await succeed(adminUrl, 'POST', '', {
      schema_id: 'default',
      traits: { email: `x${number}@setup.example` },
    });
    ids.push((created as { id: string }).id);
  }
  for (const [at, id] of ids.toSorted().entries()) {
    const traits = { email: `user-${at + 1}@example.com` };
    await succeed(adminUrl, 'PUT', `/${id}`, { schema_id: 'default', state: 'active', traits });
    placeholders.set(`uuid:${at + 1}`, id);
  }
}

async function succeed(adminUrl: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await send(adminUrl, {
    method,
    path: `/admin/identities${path}`,
    ...(body !== undefined && { text: JSON.stringify(body) }),
  });
  if (answer.status >= 200 && answer.status < 300) return answer.body;
  throw new Error(`setting up: ${method} ${path} answered ${answer.status} ${answer.text}`);
}
