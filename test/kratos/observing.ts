import { IdpError } from '../../src/errors/idp-error.ts';
import { inDoubt } from '../../src/kratos/in-doubt.ts';
import { observeTask, type TaskObserver } from '../../src/kratos/observe-task.ts';
import type { KratosRequest } from '../../src/kratos/transport.ts';

type Answer = { status: number; body?: unknown } | Error;

type Observing = { readonly observer: TaskObserver; readonly writings: readonly string[] };

/** A Kratos of given answers, one after the other, and what the observer above it saw. */
export function observing(...answers: readonly Answer[]): Observing {
  const left = [...answers];
  const writings: string[] = [];
  const observer = observeTask(
    async (request) => {
      writings.push(request.method);
      const answer = left.shift();
      if (answer === undefined) throw new Error('Nothing more was to be asked');
      if (answer instanceof Error) throw answer;
      const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
      return { status: answer.status, headers: {}, text };
    },
    { beforeFirstWrite: async () => void writings.push('first write') },
  );
  return { observer, writings };
}

/** What the transport says of a write whose answer was cut off. */
export const cut = (request: KratosRequest): IdpError =>
  inDoubt(new IdpError('unavailable', 'It closed the connection.'), request);
