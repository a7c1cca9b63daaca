import { describe, expect, it } from 'vitest';
import { nextSteps } from '../../../src/transfer/report/next-steps.ts';

const none = { read: 10, created: 0, updated: 0, unchanged: 0, skipped: 0, rejected: 0, uncertain: 0 };

const commands = (
  counts: Partial<typeof none>,
  more: { isUnfinished?: boolean; rejects?: string; reasons?: Record<string, number> } = {},
) =>
  nextSteps({
    operation: '12',
    counts: { ...none, ...counts },
    isUnfinished: more.isUnfinished ?? false,
    reasons: more.reasons ?? {},
    rejects: more.rejects,
  }).map(({ command }) => command);

describe('after an import', () => {
  it('is verified, or undone, where anything was created', () => {
    expect(commands({ created: 10 })).toEqual(['idp verify 12', 'idp undo 12']);
    expect(commands({ unchanged: 10 })).toEqual([]);
  });

  it('goes on first where it stopped', () => {
    expect(commands({ created: 5 }, { isUnfinished: true })[0]).toBe('idp resume 12');
  });

  it('has its rejects mended and imported, by a name that a shell takes back', () => {
    expect(commands({ rejected: 1 }, { rejects: "a b's.rejects.jsonl" })).toEqual([
      String.raw`idp import 'a b'\''s.rejects.jsonl'`,
    ]);
    expect(commands({ rejected: 1 })).toEqual([]);
  });

  it('has its rejects left alone until it has gone on to its end', () => {
    expect(commands({ rejected: 1 }, { isUnfinished: true, rejects: 'people.rejects.jsonl' })).toEqual([
      'idp resume 12',
    ]);
  });

  it('has no rejects imported of which none could be read', () => {
    const rejects = 'people.rejects.jsonl';
    expect(commands({ rejected: 3 }, { rejects, reasons: { syntax: 2, nul: 1 } })).toEqual([]);
    expect(commands({ rejected: 3 }, { rejects, reasons: { syntax: 2, schema: 1 } })).toEqual([
      'idp import people.rejects.jsonl',
    ]);
  });

  it('has what is uncertain looked at', () => {
    expect(commands({ uncertain: 1 })).toEqual(['idp resume 12 --include-uncertain']);
  });
});
