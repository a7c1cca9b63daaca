const hash = '$2b$12$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234';
/** One of a batch, with a hash that must not be repeated. */
export const item = (email: string) => ({
  text: JSON.stringify({
    create: {
      schema_id: 'default',
      traits: { email },
      credentials: { password: { config: { hashed_password: hash } } },
    },
  }),
  plainPasswords: 0 as const,
});
export const two = [item('ada@example.com'), item('grace@example.com')];
export const ids = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
/** What an error says of a batch that may have been done. */
export const doubt = 'The identities of this batch may have been made all the same.';
