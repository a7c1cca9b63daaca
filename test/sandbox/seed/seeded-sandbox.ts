import { fill, type Seed } from '../../../src/sandbox/seed/fill.ts';
import type { SandboxOptions } from '../../../src/sandbox/start.ts';
import { type RunningSandbox, runSandbox } from '../running-sandbox.ts';

export interface SeededSandbox extends RunningSandbox {
  /** The sentence about what was done. */
  readonly said: string;
  /** All identities in the order of their ids, with the configuration of every credential. */
  everybody(): Promise<Seeded[]>;
}

/** An identity as the admin port shows it. */
export interface Seeded {
  id: string;
  external_id?: string;
  schema_id: string;
  state: string;
  traits: Record<string, unknown>;
  credentials?: Record<string, { identifiers: string[]; config?: Record<string, unknown> }>;
  verifiable_addresses?: { value: string; verified: boolean }[];
  metadata_public: unknown;
}

/** A sandbox that was filled before it answered. Rejects as filling does. */
export async function seedSandbox(
  seed: Seed,
  options: Partial<SandboxOptions> & { signal?: AbortSignal; onProgress?: (done: number) => void } = {},
): Promise<SeededSandbox> {
  const { signal = new AbortController().signal, onProgress = () => undefined, ...more } = options;
  let said = '';
  const running = await runSandbox({
    ...more,
    fill: async (context) => {
      said = await fill(context, seed, { signal, onProgress });
    },
  });
  return { ...running, said, everybody: () => everybodyOf(running) };
}

async function everybodyOf(running: RunningSandbox): Promise<Seeded[]> {
  const types = ['password', 'oidc', 'totp', 'lookup_secret'].map((type) => `include_credential=${type}`);
  const { body } = await running.admin('GET', `/admin/identities?page_size=500&${types.join('&')}`);
  return body as Seeded[];
}
