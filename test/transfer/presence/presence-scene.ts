import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { openPresence, type Presence } from '../../../src/transfer/presence/presence.ts';
import { runFaultProxy, type Fault, type FaultProxy, type SeenRequest } from '../fault-proxy.ts';
import { contactsSchema } from '../change/contacts-schema.ts';
import { readyRow } from '../import/ready-row.ts';
import { adminOf } from '../import/use-kratos.ts';

/** For each test an empty Kratos behind a proxy, and ways to fill it and to look. */
export function usePresenceScene() {
  let folder: string;
  let proxy: FaultProxy;
  let fault: ((request: SeenRequest) => Fault | undefined) | undefined;
  let controller: AbortController;
  const opened: Presence[] = [];
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'idp-presence-'));
    controller = new AbortController();
    fault = undefined;
    proxy = await runFaultProxy({
      sandbox: { schemas: [contactsSchema] },
      fault: (request) => fault?.(request),
    });
  });
  afterEach(async () => {
    for (const presence of opened.splice(0)) presence.close();
    await proxy.close();
    rmSync(folder, { recursive: true });
  });
  return {
    /** Every request so far: `page` for one of the listing, else its path. */
    asked: (): string[] => proxy.seen.map(({ path }) => (isPage(path) ? 'page' : decodeURIComponent(path))),
    pages: (): number => proxy.seen.filter(({ path }) => isPage(path)).length,
    /** Paths of pages that were given. */
    given: (): string[] =>
      proxy.seen.filter((one) => isPage(one.path) && one.fault === undefined).map(({ path }) => path),
    fails: (how: typeof fault) => void (fault = how),
    abort: () => controller.abort(),
    async open(adminUrl = proxy.adminUrl, rowsAhead?: number): Promise<Presence> {
      const { signal } = controller;
      const admin = adminOf(adminUrl);
      const presence = await openPresence({ admin, workFolder: folder, signal, rowsAhead: () => rowsAhead });
      opened.push(presence);
      return presence;
    },
    async fill(count: number): Promise<void> {
      const identities = Array.from({ length: count }, (_, n) => ({ create: person(n) }));
      const response = await fetch(`${proxy.sandboxUrl}/admin/identities`, {
        method: 'PATCH',
        body: JSON.stringify({ identities }),
      });
      expect(response.status).toBe(200);
    },
  };
}

/** Somebody with everything that must be unique; `n` makes them different. */
export const person = (n: number) => ({
  traits: { username: `user-${n}`, contact: `contact-${n}@example.com` },
  external_id: `id-${n}`,
  credentials: { oidc: { config: { providers: [{ provider: 'google', subject: `Subject-${n}` }] } } },
});

export const people = (count: number) => Array.from({ length: count }, (_, n) => readyRow(person(n)));

/** People of whom Kratos has nothing. */
export const strangers = (count: number) =>
  Array.from({ length: count }, (_, n) => readyRow({ traits: { username: `stranger-${n}` } }));

export const isPage = (path: string): boolean => path.includes('page_size=');
