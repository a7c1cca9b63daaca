import { randomUUID } from 'node:crypto';
import type { SandboxContext } from '../context.ts';
import { createFlow, findFlow, type Flow, flowTimes } from '../public/flow-store.ts';
import { labels } from '../public/messages.ts';
import {
  csrfNode,
  type FormContainer,
  type FormNode,
  formOf,
  inputNode,
  type Message,
} from '../public/ui.ts';
import type { SecondFactor } from './second-factor.ts';

export interface LoginFlow extends Flow {
  readonly organization_id: null;
  readonly issued_at: string;
  readonly request_url: string;
  readonly return_to?: string;
  active?: 'password' | SecondFactor;
  readonly ui: FormContainer;
  readonly created_at: string;
  updated_at: string;
  readonly refresh: boolean;
  readonly requested_aal: 'aal1' | 'aal2';
  readonly state: 'choose_method';
}

const lifespan = 60 * 60 * 1000;

export interface LoginRequest {
  requestUrl: string;
  returnTo: string | null;
  refresh: boolean;
  aal: LoginFlow['requested_aal'];
  /** The fields of its form: those of the password for aal1. */
  nodes: FormNode[];
  messages: Message[];
}

/** Begins a login of the API kind, valid for an hour. */
export function beginLogin(context: SandboxContext, request: LoginRequest): LoginFlow {
  const id = randomUUID();
  const { issued_at, expires_at } = flowTimes(context, lifespan);
  const flow: LoginFlow = {
    id,
    organization_id: null,
    type: 'api',
    expires_at,
    issued_at,
    request_url: request.requestUrl,
    ...(request.returnTo !== null && { return_to: request.returnTo }),
    ui: {
      ...formOf(context.urls.public, 'login', id, request.nodes),
      ...(request.messages.length > 0 && { messages: request.messages }),
    },
    created_at: issued_at,
    updated_at: issued_at,
    refresh: request.refresh,
    requested_aal: request.aal,
    state: 'choose_method',
  };
  createFlow(context, 'login', flow);
  return flow;
}

/** The login flow of this id, expired or not. */
export function findLogin(context: SandboxContext, id: string | null): LoginFlow | undefined {
  return findFlow(context, 'login', id) as LoginFlow | undefined;
}

/** The fields of a login by password. */
export function passwordForm(): FormNode[] {
  return [
    csrfNode(),
    inputNode('default', { name: 'identifier', type: 'text', value: '', required: true }, labels.identifier),
    inputNode(
      'password',
      { name: 'password', type: 'password', required: true, autocomplete: 'current-password' },
      labels.password,
    ),
    inputNode('password', { name: 'method', type: 'submit', value: 'password' }, labels.signInWithPassword),
  ];
}
