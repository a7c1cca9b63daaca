import { describe, expect, it } from 'vitest';
import { exitStatus, outcomeError, type Outcome } from '../../src/engine/outcome.ts';
import { errorTable, signalExit, type ErrorCode } from '../../src/errors/error-table.ts';
import { IdpError, toIdpError } from '../../src/errors/idp-error.ts';

const codes = Object.keys(errorTable) as ErrorCode[];

describe('the error table', () => {
  it('gives every code this exit status', () => {
    expect(Object.fromEntries(codes.map((code) => [code, errorTable[code].exit]))).toEqual({
      internal: 1,
      'kratos-rejected': 1,
      'unexpected-answer': 1,
      'catalog-invalid': 1,
      'storage-failed': 1,
      'history-unavailable': 1,
      usage: 2,
      'invalid-parameter': 2,
      'confirmation-required': 2,
      'identity-not-found': 3,
      'credential-not-found': 3,
      'secret-not-found': 3,
      'operation-not-found': 3,
      'task-not-found': 3,
      'action-not-found': 3,
      unauthorised: 4,
      'secret-not-granted': 4,
      'secret-store-locked': 4,
      forbidden: 4,
      'identity-exists': 5,
      'ambiguous-identity': 5,
      'secret-exists': 5,
      'task-ended': 5,
      'cannot-be-undone': 5,
      'last-credential': 5,
      partial: 6,
      different: 6,
      unavailable: 7,
      timeout: 7,
      'rate-limited': 7,
      cancelled: 130,
      aborted: 130,
    });
  });

  it('lets those be tried again that exit with 7, and no others', () => {
    expect(codes.filter((code) => errorTable[code].retry)).toEqual(
      codes.filter((code) => errorTable[code].exit === 7),
    );
  });

  it.each(codes)('%s has a hint that is a sentence, and an HTTP status', (code) => {
    expect(errorTable[code].hint).toMatch(/^[A-Zi].+\.$/);
    expect(errorTable[code].http).toBeGreaterThanOrEqual(200);
  });

  it('has the exit status of every signal that ends a run', () => {
    expect(signalExit).toEqual({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 });
  });
});

const outcome = (error?: IdpError): Outcome => ({
  operation: '1',
  task: '2',
  action: 'get-identity',
  status: 'failed',
  results: {},
  log: [],
  timing: null,
  'dry-run': false,
  ...(error === undefined ? {} : { error: outcomeError(error) }),
});

describe('an outcome', () => {
  it('exits with the status of its error, with that of the signal where one ended it, else with 0', () => {
    expect(exitStatus(outcome())).toBe(0);
    expect(exitStatus(outcome(new IdpError('timeout', 'Late.')))).toBe(7);
    expect(exitStatus(outcome(new IdpError('aborted', 'Ended.')), 'SIGTERM')).toBe(143);
    expect(exitStatus(outcome(new IdpError('aborted', 'Ended.')))).toBe(130);
    expect(exitStatus(outcome(new IdpError('timeout', 'Late.')), 'SIGTERM')).toBe(7);
  });
});

describe('an error', () => {
  it('has the hint of its code where it brings none', () => {
    expect(new IdpError('timeout', 'Late.').hint).toBe(errorTable.timeout.hint);
    expect(new IdpError('timeout', 'Late.', { hint: 'Hurry.' }).hint).toBe('Hurry.');
  });

  it('shows code, message and hint, and details where it has them', () => {
    expect(outcomeError(new IdpError('usage', 'Wrong.', { hint: 'Mend it.', details: { a: 1 } }))).toEqual({
      code: 'usage',
      message: 'Wrong.',
      hint: 'Mend it.',
      details: { a: 1 },
    });
  });

  it('that is not ours is internal, says what it said, and is recorded without it', () => {
    const error = toIdpError(new TypeError('x is not a function'));
    expect(error).toMatchObject({
      code: 'internal',
      message: 'idp failed unexpectedly: x is not a function',
      recorded: 'idp failed unexpectedly',
    });
    expect(toIdpError('text').message).toBe('idp failed unexpectedly: text');
    const own = new IdpError('usage', 'Wrong.');
    expect(toIdpError(own)).toBe(own);
  });
});
