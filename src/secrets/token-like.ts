/** Tokens that would pass as a name: those of Ory (`ory_pat_…`), and hexadecimal digits as random bytes have them. */
export const isTokenLike = (name: string): boolean => /^ory_|^[0-9a-f]{32,}$/i.test(name);
