/** Remembers what earlier answers of an exchange showed, to check what is recorded under `derived`. */
export interface Derivations {
  /** Differences between the comparisons recorded for this answer and those that it gives. */
  compare(recorded: Readonly<Record<string, unknown>>, body: unknown): string[];
  /** Call with every answer after comparing it. */
  remember(method: string, body: unknown): void;
}

interface Timed {
  id?: string;
  created_at?: string;
  updated_at?: string;
  state_changed_at?: string;
  expires_at?: string;
  recovery_code?: string;
  session?: Timed;
}

export function createDerivations(): Derivations {
  const identities = new Map<string, Timed>();
  const expiries = new Map<string, string>();

  function derive(name: string, body: Timed): unknown {
    const before = identities.get(body.id ?? '');
    switch (name) {
      case 'updated_at_changed':
        return before && before.updated_at !== body.updated_at;
      case 'created_at_changed':
        return before && before.created_at !== body.created_at;
      case 'state_changed_at_changed':
        return before && before.state_changed_at !== body.state_changed_at;
      case 'expires_in_minutes':
        return Math.round((Date.parse(body.expires_at ?? '') - Date.now()) / 60_000);
      case 'expires_at_later':
        return Date.parse(body.expires_at ?? '') > Date.parse(expiries.get(body.id ?? '') ?? '');
      case 'code_length':
        return body.recovery_code?.length;
      default:
        return `unknown comparison ${name}`;
    }
  }

  return {
    compare(recorded, body) {
      return Object.entries(recorded).flatMap(([name, expected]) => {
        const actual = derive(name, body ?? {});
        return actual === expected
          ? []
          : [`derived ${name}: recorded ${String(expected)}, found ${String(actual)}`];
      });
    },
    remember(method, body) {
      if (typeof body !== 'object' || body === null) return;
      const shown = body as Timed;
      // The answer to a change shows the state after it; what was before is what was last read.
      if (method === 'GET' && shown.id !== undefined) identities.set(shown.id, shown);
      const session = shown.session ?? shown;
      if (session.id !== undefined && session.expires_at !== undefined)
        expiries.set(session.id, session.expires_at);
    },
  };
}
