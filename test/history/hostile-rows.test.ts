import { afterEach, beforeEach, expect, it } from 'vitest';
import { aDesk, anEnd, anOperation, type Desk } from './a-history.ts';

let desk: Desk;
beforeEach(() => (desk = aDesk()));
afterEach(() => desk.leave());

const texts = [
  ['control characters', '\u0000\u0001\u001b[2J\r\n\t\u0007\u009b'],
  ['SQL', `'; DROP TABLE audit; --`],
  ['a megabyte', 'x'.repeat(1_000_000)],
  ['emoji and right-to-left', '👩‍👩‍👧 \u202eevil\u202c'],
  ['JSON', '","previous":"0000","hash":"'],
  ['nothing', ''],
] as const;

it.each(texts)('%s survive in every field, and in the chain', async (_, text) => {
  const { operation, task } = await desk.history.open(
    anOperation({
      action: text,
      host: text,
      context: text,
      reason: text,
      target: text,
      parameters: { [text]: text, __proto__: text, '7': [text, { deep: text }] },
      asker: { user: text, machine: text, from: text, door: text, actor: text },
    }),
  );
  await desk.history.say(task, { time: 't', message: text });
  const change = { name: text, before: text, after: null };
  const request = { id: text, method: text, path: text, status: null };
  await desk.history.close(
    task,
    anEnd({
      status: 'failed',
      identityId: text,
      error: { code: text, message: text },
      results: { [text]: text },
      changes: [change],
      requests: [request],
    }),
  );
  expect(await desk.reader.operation(operation)).toMatchObject({
    action: text,
    reason: text,
    asker: { user: text, actor: text },
    parameters: { '7': [text, { deep: text }] },
  });
  expect(await desk.reader.task(task)).toMatchObject({
    target: text,
    identityId: text,
    error: { code: text, message: text },
    results: { [text]: text },
    changes: [change],
    requests: [request],
  });
  expect(await desk.reader.logOf(task)).toEqual([{ time: 't', message: text }]);
  const [first] = await desk.records();
  expect(first).toMatchObject({ number: 1, operation: { reason: text, host: text } });
  expect(await desk.audit.verify()).toMatchObject({ intact: true });
});

it('half of a character is kept as no character, and the chain is intact', async () => {
  const half = '\ud83d';
  const { operation } = await desk.history.open(anOperation({ reason: half, parameters: { note: half } }));
  expect(await desk.reader.operation(operation)).toMatchObject({
    reason: '\ufffd',
    parameters: { note: half },
  });
  expect(await desk.audit.verify()).toMatchObject({ intact: true });
});
