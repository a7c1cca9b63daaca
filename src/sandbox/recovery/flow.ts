import { randomUUID } from 'node:crypto';
import type { SandboxContext } from '../context.ts';
import { findFlow, type Flow, flowTimes } from '../public/flow-store.ts';
import { labels } from '../public/messages.ts';
import {
  csrfNode,
  type FormContainer,
  type FormNode,
  formOf,
  inputNode,
  type Message,
} from '../public/ui.ts';

export interface RecoveryFlow extends Flow {
  readonly issued_at: string;
  readonly request_url: string;
  readonly return_to?: string;
  active: RecoveryStrategy | 'default';
  readonly ui: FormContainer;
  /** What comes next: naming an address, entering a code, or nothing any more. */
  state: 'choose_method' | 'sent_email' | 'passed_challenge';
}

export type RecoveryStrategy = 'code' | 'link';

export const defaultLifespan = 60 * 60 * 1000;

export interface RecoveryFlowRequest {
  strategy: RecoveryStrategy;
  type: Flow['type'];
  requestUrl: string;
  returnTo?: string | null;
  /** In milliseconds. Default: an hour. */
  lifespan?: number;
  /** Default: `choose_method`. */
  state?: RecoveryFlow['state'];
  messages?: Message[];
}

/** A recovery flow as it begins; it is not stored yet. */
export function newRecoveryFlow(context: SandboxContext, request: RecoveryFlowRequest): RecoveryFlow {
  const { strategy, state = 'choose_method', returnTo = '', messages } = request;
  const id = randomUUID();
  const { issued_at, expires_at } = flowTimes(context, request.lifespan ?? defaultLifespan);
  const nodes = state === 'sent_email' ? codeNodes() : addressNodes(strategy);
  return {
    id,
    type: request.type,
    expires_at,
    issued_at,
    request_url: request.requestUrl,
    ...(returnTo && { return_to: returnTo }),
    active: strategy,
    ui: {
      ...formOf(context.urls.public, 'recovery', id, nodes),
      ...(messages && { messages }),
    },
    state,
  };
}

/** The recovery flow of this id, expired or not. */
export function findRecovery(context: SandboxContext, id: string | null): RecoveryFlow | undefined {
  return findFlow(context, 'recovery', id) as RecoveryFlow | undefined;
}

function addressNodes(strategy: RecoveryStrategy): FormNode[] {
  return [
    csrfNode(),
    inputNode(strategy, { name: 'email', type: 'email', required: true }, labels.email),
    inputNode(strategy, { name: 'method', type: 'submit', value: strategy }, labels.continue),
  ];
}

function codeNodes(): FormNode[] {
  return [
    inputNode(
      'code',
      { name: 'code', type: 'text', required: true, pattern: '[0-9]+', maxlength: 6 },
      labels.recoveryCode,
    ),
    inputNode('code', { name: 'method', type: 'submit', value: 'code' }, labels.continue),
  ];
}
