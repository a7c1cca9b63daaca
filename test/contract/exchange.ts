import { readdirSync, readFileSync } from 'node:fs';

/** One recorded scenario; test/fixtures/exchanges/README.md explains every member. */
export interface Exchange {
  name: string;
  description: string;
  setup?: Setup[];
  steps: Step[];
}

interface Step {
  note: string;
  request: RecordedRequest;
  response: RecordedResponse;
  derived?: Record<string, unknown>;
}

export interface RecordedRequest {
  method: string;
  path: string;
  server?: 'public';
  headers?: Record<string, string>;
  body?: unknown;
  raw?: string;
}

export interface RecordedResponse {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** Present when `body` is an excerpt. */
  body_is?: string;
  /** How closely the words of an error must be followed. */
  text?: 'any' | 'pointers';
}

export interface Setup {
  after_step: number;
  insert_credential?: { identity_id: string; type: string; identifiers: string[]; config: unknown };
  ordered_identities?: number;
  delete?: string;
}

const folder = new URL('../fixtures/exchanges/', import.meta.url);

/** The names of all recorded scenarios. */
export function exchangeNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replace(/\.json$/, ''))
    .toSorted();
}

export function readExchange(name: string): Exchange {
  return readJson(`${name}.json`) as Exchange;
}

/** The schemas that the recorded server had, in its order. */
export function recordedSchemas(): { id: string; schema: object }[] {
  return ['default', 'admin_v0', 'social_user_v0'].map((id) => ({
    id,
    schema: readJson(`schemas/${id}.json`) as object,
  }));
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, folder), 'utf8'));
}
