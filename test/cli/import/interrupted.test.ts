import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFakeKratos, type FakeKratos } from '../fake-kratos.ts';
import { createUser, type User } from '../user.ts';

let user: User;
let silent: FakeKratos;
let people: string;

beforeEach(async () => {
  user = createUser();
  silent = await startFakeKratos(() => undefined);
  people = join(user.home, 'people.jsonl');
  writeFileSync(people, '{"traits":{"email":"ada@example.com"}}\n');
});
afterEach(async () => {
  user.leave();
  await silent.close();
});

const interrupted = (words: string) =>
  user.run(`${words} --admin-url ${silent.url} --public-url ${silent.url} --format json`, {
    kill: { when: silent.asked, signal: 'SIGINT' },
  });

describe('what is interrupted before anything was sent', () => {
  it.each(['import', 'import --validate', 'validate', 'validate --live'])(
    'is run again, which is said: idp %s',
    async (words) => {
      const { exit, outcome } = await interrupted(words.endsWith('live') ? words : `${words} ${people}`);
      expect({ exit, status: outcome.status }).toEqual({ exit: 130, status: 'aborted' });
      expect(outcome.error).toMatchObject({ code: 'aborted', hint: 'Nothing was sent: run it again.' });
    },
  );

  it('cannot be resumed, and nothing of it is said to be lost', async () => {
    await interrupted(`import ${people}`);
    const { exit, outcome } = await user.run('resume 1 --format json');
    expect({ exit, error: outcome.error }).toMatchObject({
      exit: 5,
      error: {
        code: 'task-ended',
        message: 'Operation 1 sent nothing that an import has journaled.',
        hint: 'Look with idp show-operation 1; an import that sent nothing is given again.',
      },
    });
  });
});
