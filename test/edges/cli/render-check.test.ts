import { describe, expect, it } from 'vitest';
import { renderCheck } from '../../../src/edges/cli/render-check.ts';
import { failed, ok, unknown } from '../../../src/kratos/check/finding.ts';

const document = {
  context: 'prod',
  'admin-url': 'http://127.0.0.1:1',
  'public-url': null,
  version: null,
  'clock-skew-ms': null,
  schemas: null,
  checks: [
    ok('reachable', 'It answers.'),
    failed('ready', 'unavailable', 'It is not ready: \u001B[2Jgone.', 'Look at its database.'),
    unknown('clock', 'no answer has a Date'),
  ],
};

describe('a check for eyes', () => {
  it('is aligned, with the next step below, and shows no control character of a server as it is', () => {
    expect(renderCheck(document, false)).toBe(
      String.raw`context prod
ok       reachable  It answers.
failed   ready      It is not ready: \u001b[2Jgone.
                    next: Look at its database.
unknown  clock      Unknown, because no answer has a Date.
`,
    );
  });

  it('has coloured statuses where colour is welcome', () => {
    const lines = renderCheck({ ...document, context: null }, true).split('\n');
    expect(lines[0]).toBe('\u001B[32mok     \u001B[39m  reachable  It answers.');
    expect(lines[1]).toContain('\u001B[31mfailed \u001B[39m  ready');
  });
});
