import { describe, expect, it } from 'vitest';
import { operationsTable } from '../../../../src/edges/cli/history/operations-table.ts';
import { withCircumstances } from '../../../../src/edges/cli/history/summary.ts';
import { anOperation } from './records.ts';

const at = (started: string | null, completed: string | null) => ({
  enqueued: '2015-02-14T06:06:05.000Z',
  started,
  completed,
});

describe('a table of operations', () => {
  it("has Juju's columns: numbers to the right, times to the second, five tasks and no more", () => {
    const text = operationsTable(
      [
        {
          operation: anOperation({
            id: '1',
            status: 'running',
            timing: at('2015-02-14T06:06:06.000Z', null),
            counts: { completed: 2, running: 4 },
            taskIds: ['2', '3', '4', '5', '6', '7'],
          }),
          summary: 'disable-identity run on 6 targets',
        },
        {
          operation: anOperation({
            id: '8',
            timing: at('2015-02-14T06:06:06.000Z', '2015-02-14T06:06:07.999Z'),
            counts: { completed: 5 },
            taskIds: ['9', '10', '11', '12', '13'],
          }),
          summary: 'disable-identity run on 5 targets',
        },
        {
          operation: anOperation({
            id: '14',
            status: 'error',
            timing: at(null, null),
            counts: {},
            taskIds: [],
          }),
          summary: 'list-identities run',
        },
      ],
      true,
    );
    expect(text).toBe(
      [
        'ID  Status     Started               Finished              Task IDs       Summary',
        ' 1  running    2015-02-14T06:06:06Z                        2,3,4,5,6...   disable-identity run on 6 targets',
        ' 8  completed  2015-02-14T06:06:06Z  2015-02-14T06:06:07Z  9,10,11,12,13  disable-identity run on 5 targets',
        '14  error                                                                 list-identities run',
        '',
      ].join('\n'),
    );
  });

  it('tells why, and who asked where that was somebody else', () => {
    const because = anOperation({ reason: 'left the company' });
    expect(withCircumstances('a run', because, 'ada')).toBe('a run (left the company)');
    expect(withCircumstances('a run', because, 'root')).toBe('a run by ada (left the company)');
    const vouched = anOperation({ asker: { ...because.asker, actor: 'grace' } });
    expect(withCircumstances('a run', vouched, 'ada')).toBe('a run by grace');
  });

  it('shows no control character of a reason as it is', () => {
    const operation = anOperation({ reason: '\u001B[2Jgone\n\u202Eb' });
    const text = operationsTable(
      [{ operation, summary: withCircumstances('a run', operation, 'ada') }],
      true,
    );
    expect(text.split('\n')[1]).toMatch(/ {2}a run \(\\u001b\[2Jgone\\n\\u202eb\)$/);
  });
});
