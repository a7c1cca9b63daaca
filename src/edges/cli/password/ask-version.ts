import type { Host } from '../../../host/host.ts';
import { versionOf } from '../../../kratos/check/kratos-version.ts';
import { createAsk } from '../../../kratos/check/probe.ts';
import { engineWorld } from '../engine-world.ts';
import type { GlobalOptions } from '../options.ts';

/**
 * What the Kratos that is chosen answers to GET /version, within three seconds or the time limit that is given. Nobody is
 * asked for a passphrase for that: a secret that is locked is a failure. Fails as connecting does.
 */
export async function askVersion(
  host: Host,
  options: GlobalOptions,
): Promise<{ readonly told: string | undefined; readonly adminUrl: string }> {
  const over = new AbortController();
  const signal = AbortSignal.any([host.interruption().signal, over.signal]);
  const engine = engineWorld(host, { ...options, input: false }, [], signal);
  try {
    const { target, transport } = await engine.connect();
    const { adminUrl } = target;
    const timeoutMs = options.timeout === undefined ? shortMs : target.timeoutMs;
    const ask = createAsk({ transport, origin: adminUrl, timeoutMs, now: host.now });
    const probe = await ask({ method: 'GET', path: '/version' });
    if (probe.error !== undefined) throw probe.error;
    return { told: versionOf(probe), adminUrl };
  } finally {
    over.abort();
    await engine.leave();
  }
}

/** A second less than what the whole question may take. */
const shortMs = 2000;
