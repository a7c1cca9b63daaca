/**
 * What the placeholders of one exchange stand for: those with a number are bound on their first use and
 * equal ever after, the others stand for what was seen last.
 */
export interface Placeholders {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  /** A request with its placeholders filled in, at every depth. */
  fill<T>(value: T): T;
  /** Whether a text is what was recorded; binds what is seen for the first time if it is. */
  matches(recorded: string, actual: unknown): boolean;
  /** Runs an attempt whose bindings are kept only when it succeeds. */
  attempt(work: () => boolean): boolean;
}

export function createPlaceholders(urls: { admin: string; public: string }): Placeholders {
  let bound = new Map<string, string>();

  function fillText(text: string, isKnown = (_argument: string | undefined) => true): string {
    return text.replaceAll(pattern, (placeholder, kind: string, argument?: string, form?: string) => {
      if (kind === 'admin' || kind === 'public') return urls[kind];
      if (kind === 'repeat') return repeated(argument ?? '');
      const value = isKnown(argument) ? bound.get(nameOf(kind, argument)) : undefined;
      if (value === undefined) return placeholder;
      if (form === 'upper') return value.toUpperCase();
      return form === 'no-hyphens' ? value.replaceAll('-', '') : value;
    });
  }

  function fill(value: unknown): unknown {
    if (typeof value === 'string') return fillText(value);
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [fillText(name), fill(member)]));
  }

  function matches(recorded: string, actual: unknown): boolean {
    if (typeof actual !== 'string') return false;
    const unbound: string[] = [];
    // What is left after filling is new, or has no number and so may differ every time.
    const expected = fillText(recorded, (argument) => argument !== undefined)
      .split(/(\{\{[^{}]*\}\})/)
      .map((part, at) => {
        if (at % 2 === 0) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
        const [, kind = '', argument] = [...part.matchAll(pattern)][0] ?? [];
        unbound.push(nameOf(kind, argument));
        return `(${shapes[kind] ?? '.*?'})`;
      })
      .join('');
    const match = new RegExp(`^${expected}$`, 's').exec(actual);
    if (match === null) return false;
    for (const [at, name] of unbound.entries()) bound.set(name, match[at + 1] ?? '');
    return true;
  }

  return {
    get: (name) => bound.get(name),
    set: (name, value) => bound.set(name, value),
    fill: <T>(value: T) => fill(value) as T,
    matches,
    attempt(work) {
      const before = new Map(bound);
      const succeeded = work();
      if (!succeeded) bound = before;
      return succeeded;
    },
  };
}

const pattern = /\{\{([a-z_]+)(?::([^}|]*))?(?:\|([a-z-]+))?\}\}/g;

const shapes: Readonly<Record<string, string>> = {
  uuid: '[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}',
  time: String.raw`\d{4}-\d\d-\d\dT[0-9:.]+(?:Z|[+-]\d\d:\d\d)`,
  bcrypt: String.raw`\$2[abzy]?\$\d\d\$[./A-Za-z0-9]{53}`,
  code: String.raw`\d{6}`,
  token: String.raw`[A-Za-z0-9_\-=.%]+`,
  session_token: String.raw`[A-Za-z0-9_\-]+`,
  page_token: '[^&>]+',
  ip: String.raw`[0-9a-fA-F.:\[\]]+`,
  user_agent: '.*',
  user_handle: String.raw`[A-Za-z0-9+/=_\-]+`,
  version: '[^"]*',
};

function nameOf(kind: string, argument: string | undefined): string {
  return argument === undefined ? kind : `${kind}:${argument}`;
}

/** `3:x` is xxx; of a query parameter the repeats are joined by `&`. */
function repeated(argument: string): string {
  const at = argument.indexOf(':');
  const count = Number(argument.slice(0, at));
  const text = argument.slice(at + 1);
  return /^[a-z_]+=/.test(text) ? Array.from({ length: count }, () => text).join('&') : text.repeat(count);
}
