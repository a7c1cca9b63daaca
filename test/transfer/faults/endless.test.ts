import { afterEach, describe, expect, it } from 'vitest';
import type { Fault, SeenRequest } from '../fault-proxy.ts';
import {
  batchFaults,
  emailOf,
  emailsIn,
  expectAllIn,
  faultyImport,
  isBatch,
  people,
  person,
  rejectsOf,
  type FaultyImport,
} from './faulty-import.ts';

describe('an import that meets what does not pass', () => {
  let run: FaultyImport | undefined;
  afterEach(async () => {
    await run?.close();
    run = undefined;
  });

  it.each<readonly [string, Fault, string]>([
    ['a gateway lets no batch pass', { kind: 'status', status: 502 }, 'unavailable'],
    ['every batch is cut off', { kind: 'cutBefore' }, 'unavailable'],
    [
      'it is asked to come back in an hour',
      { kind: 'status', status: 429, retryAfter: '3600' },
      'rate-limited',
    ],
  ])('gives up in time where %s, though all reads work', async (_, fault, code) => {
    run = await faultyImport(people(100), { fault: batchFaults((batch) => (batch > 2 ? fault : undefined)) });
    const ended = await run.run('--give-up-after', '1s');
    expect([ended.exit, ended.outcome.error?.code]).toEqual([7, code]);
    expect(ended.outcome.error?.hint).toContain('idp resume 1');
    expect(ended.outcome.results['created']).toBe((await emailsIn(run)).length);
  });

  it('gets all other rows in where every batch with one of them is cut off', async () => {
    const poison = `"${emailOf(33)}"`;
    run = await faultyImport(people(60), {
      fault: batchFaults((_batch, { bodyText }) =>
        bodyText.includes(poison) ? { kind: 'cutBefore' } : undefined,
      ),
    });
    const ended = await run.run();
    expect([ended.exit, ended.outcome.results]).toMatchObject([6, { read: 60, created: 59, uncertain: 1 }]);
    expect(await emailsIn(run)).toHaveLength(59);
    expect(rejectOf(run)).toMatchObject({ line: 33, problems: [{ code: 'uncertain' }] });
  });

  it('rejects a row in doubt of which Kratos says that it clashes, with nobody who can be found', async () => {
    const clashing = `"${emailOf(3)}"`;
    let sent = 0;
    run = await faultyImport(people(6), {
      fault: batchFaults((batch, { bodyText }) => {
        if (batch === 1) return { kind: 'cutBefore' };
        if (!bodyText.includes(clashing)) return undefined;
        sent += 1;
        return { kind: 'status', status: 409 };
      }),
    });
    const ended = await run.run();
    expect([ended.exit, ended.outcome.results]).toMatchObject([6, { read: 6, created: 5, rejected: 1 }]);
    expect(rejectOf(run)).toMatchObject({ line: 3, problems: [{ code: 'conflict' }] });
    expect(sent).toBeLessThan(10);
  });

  it.each<Fault>([
    { kind: 'status', status: 500 },
    { kind: 'html', status: 200 },
  ])('goes on where look-ups are answered with %j for a while', async (fault) => {
    let isLost = false;
    let left = 6;
    run = await faultyImport(people(60), {
      fault(request) {
        if (isBatch(request) && !isLost) {
          isLost = true;
          return { kind: 'cutAfter' };
        }
        if (!isLost || !request.path.includes('credentials_identifier') || left === 0) return undefined;
        left -= 1;
        return fault;
      },
    });
    await expectAllIn(run, await run.run(), 60);
    expect(left).toBe(0);
  });

  it('changes everybody where Kratos fails at a change now and then', async () => {
    const totp = { config: { totp_url: 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&issuer=x' } };
    run = await faultyImport(
      Array.from({ length: 12 }, (_, at) => person(at + 1, { credentials: { totp } })),
      { fault: everyOtherChangeFails() },
    );
    const ended = await run.run();
    expect(run.proxy.seen.filter((one) => one.fault !== undefined)).not.toEqual([]);
    await expectAllIn(run, ended, 12);
  });
});

/** Of the first patches of single identities. */
function everyOtherChangeFails(): (request: SeenRequest) => Fault | undefined {
  let patches = 0;
  return (request) => {
    if (request.method !== 'PATCH' || isBatch(request)) return undefined;
    patches += 1;
    return patches < 9 && patches % 2 === 1 ? { kind: 'status', status: 500 } : undefined;
  };
}

function rejectOf(run: FaultyImport): unknown {
  const rejects = rejectsOf(run);
  expect(rejects).toHaveLength(1);
  return rejects[0];
}
