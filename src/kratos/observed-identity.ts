import { createFactBook, unknown } from './fact-book.ts';
import {
  absent,
  credentialFacts,
  identityFacts,
  passwordlessKeys,
  type Fact,
  type Facts,
} from './identity-facts.ts';
import { isIdentityBody, type IdentityBody, type SessionsPage } from './observed-answer.ts';
import type { ObservedChange } from './observe-task.ts';

/** One identity as it passes in answers, and as writes change it. */
export type ObservedIdentity = {
  learn(body: IdentityBody): void;
  learnGone(): void;
  learnSessions(page: SessionsPage): void;
  created(asked: unknown, body: IdentityBody): void;
  /** `body` is what was answered; where it is no identity, nobody knows what was done. */
  patched(patch: unknown, body: unknown): void;
  replaced(asked: unknown, body: unknown): void;
  deleted(done: boolean): void;
  deletedCredential(kind: string, link: string | null, done: boolean): void;
  endedSessions(done: boolean): void;
  changes(): ObservedChange[];
};

export function createObservedIdentity(): ObservedIdentity {
  const book = createFactBook();
  let sessions: ReadonlySet<string> = new Set();
  let writes = 0;

  function learnFields(body: IdentityBody): void {
    const facts = readable(() => identityFacts(body));
    if (facts !== undefined) book.learnFields(facts);
  }

  /** No answer to a write shows credentials: what was accepted says what they are now. */
  function wroteCredentials(credentials: unknown): void {
    if (!isMap(credentials)) return;
    for (const [kind, value] of Object.entries(credentials)) wroteCredential(kind, value);
  }

  function wroteCredential(kind: string, value: unknown): void {
    writes += 1;
    const facts: Facts = readable(() => credentialFacts({ [kind]: value })) ?? new Map();
    for (const pointer of pointersOf(kind)) {
      const { shown } = facts.get(pointer) ?? unknown;
      const set = pointer === `/credentials/${kind}` && (shown === null || shown === 'unknown');
      book.learn(new Map([[pointer, { raw: `written ${writes}`, shown: set ? 'set' : shown }]]));
    }
  }

  function wrotePatch({ op, path, value }: Step): void {
    const [, kind, below] = /^\/credentials\/([^/]+)(\/.+)?$/.exec(path) ?? [];
    if (kind === undefined) return;
    if (op !== 'remove' || below !== undefined)
      return wroteCredential(kind, below === undefined ? value : undefined);
    for (const pointer of pointersOf(kind)) book.learn(new Map([[pointer, absent]]));
  }

  return {
    learn(body) {
      learnFields(body);
      const { credentials } = body;
      if (isMap(credentials)) book.learn(readable(() => credentialFacts(credentials)) ?? new Map());
    },
    learnGone() {
      // Gone by somebody else's hand is no change of this task.
      if (book.wholeTouched()) book.learnGone();
    },
    learnSessions({ first, active }) {
      sessions = new Set([...(first ? [] : sessions), ...active]);
      book.learn(new Map([['/sessions', { raw: String(sessions.size), shown: sessions.size }]]));
    },
    created(asked, body) {
      book.learnFields(new Map());
      book.touch('');
      learnFields(body);
      const { credentials } = isMap(asked) ? asked : {};
      for (const kind of Object.keys(isMap(credentials) ? credentials : {})) {
        for (const pointer of pointersOf(kind)) book.wasAbsent(pointer);
      }
      wroteCredentials(credentials);
    },
    patched(patch, body) {
      const steps = (Array.isArray(patch) ? patch : []).filter(isStep);
      const mark = isIdentityBody(body) ? book.touch : book.doubt;
      for (const { op, path, from } of steps) {
        mark(path);
        if (op === 'move' && from !== undefined) mark(from);
        // Kratos makes the addresses anew from the traits.
        if (path.startsWith('/traits')) for (const pointer of addresses) mark(pointer);
      }
      if (!isIdentityBody(body)) return;
      learnFields(body);
      steps.forEach(wrotePatch);
    },
    replaced(asked, body) {
      const mark = isIdentityBody(body) ? book.touch : book.doubt;
      for (const pointer of [...replacedFields, ...addresses]) mark(pointer);
      // What a PUT leaves of credentials that it does not name, the next look tells.
      book.doubt('/credentials');
      if (!isIdentityBody(body)) return;
      learnFields(body);
      wroteCredentials(isMap(asked) ? asked['credentials'] : undefined);
    },
    deleted(done) {
      if (book.now('') === undefined) book.learn(new Map([['', { raw: 'present', shown: 'present' }]]));
      if (!done) return book.doubt('', true);
      book.touch('');
      book.learnGone();
    },
    deletedCredential(kind, link, done) {
      const pointer = `/credentials/${kind}`;
      // Of webauthn Kratos takes second-factor keys only: what signs in on its own is below, and stays.
      if (!done) return book.doubt(pointer, true);
      book.touch(pointer, true);
      const left = kind === 'oidc' || kind === 'saml' ? withoutLink(book.now(pointer), link) : absent;
      book.learn(new Map([[pointer, left]]));
    },
    endedSessions(done) {
      if (!done) return book.doubt('/sessions', true);
      book.touch('/sessions', true);
      book.learn(new Map([['/sessions', { raw: '0', shown: 0 }]]));
    },
    changes: () => book.changes(),
  };
}

type Step = {
  readonly op: unknown;
  readonly path: string;
  readonly from?: string | undefined;
  readonly value?: unknown;
};

const isStep = (step: unknown): step is Step =>
  isMap(step) &&
  typeof step['path'] === 'string' &&
  (step['from'] === undefined || typeof step['from'] === 'string');

const addresses = ['/verifiable_addresses', '/recovery_addresses'];
const replacedFields = [
  '/state',
  '/schema_id',
  '/external_id',
  '/traits',
  '/metadata_public',
  '/metadata_admin',
];

const pointersOf = (kind: string): string[] =>
  kind === 'webauthn' ? [`/credentials/${kind}`, passwordlessKeys] : [`/credentials/${kind}`];

/** The links of a credential are compared by their list. */
function withoutLink(before: Fact | undefined, link: string | null): Fact {
  if (before === undefined || link === null || typeof before.shown !== 'number') return unknown;
  const links = readable(() => JSON.parse(before.raw) as string[]);
  if (links === undefined) return unknown;
  const left = links.filter((one) => one !== link);
  return left.length === 0 ? absent : { raw: JSON.stringify(left), shown: left.length };
}

/** Answers may be anything: of one that cannot be read nothing is known. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
