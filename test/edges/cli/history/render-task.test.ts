import { describe, expect, it } from 'vitest';
import { renderTask } from '../../../../src/edges/cli/history/render-task.ts';
import { aTask } from './records.ts';

describe('a task as text', () => {
  it('has its results, its log with times, what it changed and which requests it sent', () => {
    const task = aTask({
      results: { 'identity-id': 'i1', changed: true },
      changes: [
        { name: 'state', before: 'active', after: 'inactive' },
        { name: 'metadata_admin.ticket', before: null, after: 7 },
      ],
      requests: [
        { id: 'r1', method: 'PATCH', path: '/admin/identities/i1', status: 200 },
        { id: 'r2', method: 'DELETE', path: '/admin/identities/i1/sessions', status: null },
        { id: '', method: '', path: 'and 57 more', status: null },
      ],
    });
    const log = [{ time: '2015-02-14T06:06:06.000Z', message: 'Locked.' }];
    expect(renderTask(task, log, true)).toBe(
      `identity-id  i1
changed      yes

log
  2015-02-14T06:06:06Z  Locked.

changes
  state                  active → inactive
  metadata_admin.ticket  none → 7

requests
  r1  PATCH /admin/identities/i1 200
  r2  DELETE /admin/identities/i1/sessions no answer
      and 57 more
`,
    );
  });

  it.each([
    [aTask(), 'Task 2 completed\n'],
    [aTask({ status: 'pending' }), 'Task 2 pending\n'],
    [aTask({ status: 'cancelled' }), 'Task 2 cancelled\n'],
    [
      aTask({ status: 'failed', error: { code: 'identity-not-found', message: 'Nobody is called g***.' } }),
      'Action id 2 failed: Nobody is called g***.\n' +
        '  Check the id or address, and with idp context show which Kratos was asked.\n',
    ],
    [
      aTask({ status: 'failed', error: { code: 'from-the-future', message: 'Something new.' } }),
      'Action id 2 failed: Something new.\n',
    ],
    [
      aTask({ status: 'error', error: { code: 'storage-failed', message: 'No.' } }),
      'Task 2 error: No.\n  Check free space and permissions of the folder named, then run it again.\n',
    ],
    [
      aTask({ status: 'aborted', uncertain: true }),
      'Task 2 aborted\n  Its first write was sent: whether it was done is not known.\n',
    ],
  ])('says how it ended where no results say it (%#)', (task, text) => {
    expect(renderTask(task, [], true)).toBe(text);
  });

  it('has the reason of a failure below what was already done', () => {
    const task = aTask({
      status: 'failed',
      error: { code: 'timeout', message: 'Kratos did not answer.' },
      results: { changed: true },
    });
    expect(renderTask(task, [], true)).toBe(
      'changed  yes\n\nAction id 2 failed: Kratos did not answer.\n' +
        '  Run it again, or allow more time with --timeout 30s.\n',
    );
  });

  it('shows no control character of a message, a value or a log line as it is', () => {
    const task = aTask({
      status: 'failed',
      error: { code: 'kratos-rejected', message: 'no\u001B[31m' },
      changes: [{ name: 'traits.name\u0007', before: '\u202Ea', after: 'b\n' }],
      requests: [{ id: 'r\u009B', method: 'GET', path: '/', status: 200 }],
    });
    const text = renderTask(task, [{ time: '2015-02-14T06:06:06.000Z', message: 'a\rb' }], true);
    expect(text).not.toMatch(/[^\P{Cc}\n]|\u202E/u);
    expect(text).toContain(String.raw`traits.name\u0007  \u202ea → b\n`);
  });
});
