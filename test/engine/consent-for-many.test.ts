import { describe, expect, it } from 'vitest';
import { requireConsentForMany, type CountQuestion } from '../../src/engine/consent-for-many.ts';
import { failureOf } from '../kratos/failure.ts';

const destroy = { name: 'delete-identity', effect: 'destroy' } as const;
const write = { name: 'enable-identity', effect: 'write' } as const;
const none = { yes: false, expect: undefined };
const target = {
  host: 'kratos.test',
  context: 'prod',
  count: 7,
  masked: () => ['a***', 'b***', 'c***', 'd***', 'e***', 'f***', 'g***'],
  signal: new AbortController().signal,
};
const asking = (typed: string, asked: CountQuestion[] = []) => ({
  asked,
  ask: (question: CountQuestion) => {
    asked.push(question);
    return Promise.resolve(question.accepts(typed));
  },
});

describe('consent to destroy something of many', () => {
  it('is their number, typed by who sees where and the first five of them', async () => {
    const { ask, asked } = asking(' 7 ');
    await requireConsentForMany(destroy, none, false, ask, target);
    expect(asked).toMatchObject([
      {
        action: 'delete-identity',
        host: 'kratos.test',
        context: 'prod',
        count: 7,
        sample: ['a***', 'b***', 'c***', 'd***', 'e***'],
      },
    ]);
  });

  it('is not had by anything else that is typed', async () => {
    for (const typed of ['', 'yes', '70', '07', '6']) {
      const failure = await failureOf(requireConsentForMany(destroy, none, false, asking(typed).ask, target));
      expect([typed, failure.code]).toEqual([typed, 'cancelled']);
    }
  });

  it('is a yes and their number where nobody can be asked', async () => {
    await requireConsentForMany(destroy, { yes: true, expect: 7 }, false, undefined, target);
    for (const consent of [none, { yes: true, expect: undefined }, { yes: false, expect: 7 }]) {
      const failure = await failureOf(requireConsentForMany(destroy, consent, false, undefined, target));
      expect(failure).toMatchObject({
        code: 'confirmation-required',
        message: 'delete-identity would destroy something of 7, and wants --yes --expect 7.',
      });
    }
  });

  it('asks nobody who gave it in advance', async () => {
    const { ask, asked } = asking('');
    await requireConsentForMany(destroy, { yes: true, expect: 7 }, false, ask, target);
    expect(asked).toEqual([]);
  });
});

describe('a number that is expected of many', () => {
  it('must be the right one, whatever the effect, and also in a dry run', async () => {
    for (const [entry, dryRun] of [
      [destroy, false],
      [write, false],
      [destroy, true],
    ] as const) {
      const failure = await failureOf(
        requireConsentForMany(entry, { yes: true, expect: 8 }, dryRun, asking('7').ask, target),
      );
      expect(failure).toMatchObject({
        code: 'confirmation-required',
        message: `--expect says 8, and ${entry.name} would be about 7.`,
      });
    }
  });

  it('is not needed where nothing is destroyed', async () => {
    await requireConsentForMany(write, none, false, undefined, target);
    await requireConsentForMany(destroy, none, true, undefined, target);
    const { ask, asked } = asking('');
    await requireConsentForMany(write, none, false, ask, target);
    expect(asked).toEqual([]);
  });
});
