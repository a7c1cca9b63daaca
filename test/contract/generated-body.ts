/**
 * The body that a recording describes instead of quoting it: `{{generated}}` with words that start with the
 * number of items. Whether they have passwords, clear or hashed, is in the words and in the exchange's name.
 */
export function generatedBody(words: string, exchangeName: string): unknown {
  const isHashed = words.includes('hashed_password');
  const config = isHashed ? { hashed_password: someHash } : { password: 'pass-word' };
  const withPassword = exchangeName.includes('plaintext');
  return {
    identities: Array.from({ length: Number.parseInt(words, 10) }, (_, index) => ({
      create: {
        schema_id: 'default',
        traits: { email: `${isHashed ? 'h' : 'm'}${index}@example.com` },
        ...(withPassword && { credentials: { password: { config } } }),
      },
    })),
  };
}

/** The words, if the body of a request is described by them. */
export function generatedWords(body: unknown): string | undefined {
  const { identities, ...described } = (body ?? {}) as Record<string, unknown>;
  const inner = (identities ?? {}) as Record<string, unknown>;
  const words = described['{{generated}}'] ?? inner['{{generated}}'];
  return typeof words === 'string' ? words : undefined;
}

const someHash = '$2a$04$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW';
