import { expect, it } from 'vitest';
import { IdpError } from '../../../src/errors/idp-error.ts';
import { createReachability } from '../../../src/transfer/pace/reachability.ts';

const away = () => new IdpError('unavailable', 'Nobody listens there.');

function reached(answers: (IdpError | 'there')[], giveUpAfterMs = 60_000) {
  const said: string[] = [];
  let asked = 0;
  const reachability = createReachability({
    plainRead: async () => {
      asked += 1;
      const answer = answers.shift() ?? 'there';
      if (answer !== 'there') throw answer;
    },
    giveUpAfterMs,
    signal: new AbortController().signal,
    say: (message) => said.push(message),
  });
  return { reachability, said, asked: () => asked };
}

it('waits until Kratos can be read again, and says so once', async () => {
  const { reachability, said, asked } = reached([away(), away()]);
  await reachability.untilThere();
  reachability.worked();
  expect(asked()).toBe(3);
  expect(said).toEqual(['Nobody listens there. Waiting for it, for up to 60 s.', 'Kratos answers again.']);
});

it('gives up when that takes too long', async () => {
  const { reachability } = reached(
    Array.from({ length: 50 }, () => away()),
    1,
  );
  await expect(reachability.untilThere()).rejects.toMatchObject({
    code: 'unavailable',
    message: 'Kratos is away for more than 0.001 s: Nobody listens there.',
  });
});

it('does not wait where it is not allowed to ask', async () => {
  const { reachability, asked } = reached([new IdpError('forbidden', 'No.')]);
  await expect(reachability.untilThere()).rejects.toMatchObject({ code: 'forbidden' });
  expect(asked()).toBe(1);
});

it('does a read again where Kratos was away in between, and nothing else', async () => {
  const { reachability } = reached([]);
  const outcomes: (() => string)[] = [
    () => {
      throw away();
    },
    () => 'read',
  ];
  expect(await reachability.patiently(async () => outcomes.shift()?.())).toBe('read');
  await expect(
    reachability.patiently(async () => {
      throw new IdpError('identity-exists', 'Taken.');
    }),
  ).rejects.toMatchObject({ code: 'identity-exists' });
});

it.each([
  new IdpError('unexpected-answer', 'A page of maintenance.'),
  new IdpError('kratos-rejected', 'Kratos failed.', { details: { status: 500 } }),
])('waits also where %s', async (error) => {
  const { reachability } = reached([]);
  const outcomes = [error, undefined];
  const work = async () => {
    const outcome = outcomes.shift();
    if (outcome !== undefined) throw outcome;
    return 'read';
  };
  expect(await reachability.patiently(work)).toBe('read');
});

it('gives up where no batch is answered, however well reads work', async () => {
  const { reachability } = reached([], 50);
  const sendInVain = async (): Promise<never> => {
    for (;;) {
      reachability.failed(away());
      reachability.slowDown(undefined);
      await reachability.mayGoOn();
      await reachability.patiently(async () => 'read');
    }
  };
  await expect(sendInVain()).rejects.toMatchObject({ code: 'unavailable' });
});

it('gives up where it is asked to wait for longer, though something else works meanwhile', async () => {
  const { reachability } = reached([], 50);
  reachability.failed(new IdpError('rate-limited', 'Slow down.'));
  reachability.slowDown(3_600_000);
  reachability.worked();
  await expect(reachability.mayGoOn()).rejects.toMatchObject({ code: 'rate-limited' });
});

it('ends its waiting with the import', async () => {
  const interruption = new AbortController();
  const reachability = createReachability({
    plainRead: async () => {
      throw away();
    },
    giveUpAfterMs: 60_000,
    signal: interruption.signal,
    say: () => interruption.abort(),
  });
  await expect(reachability.untilThere()).rejects.toMatchObject({ code: 'aborted' });
});
