/**
 * Whether a text names a key of a secret: Juju's rule, loosened by what its users ask for (upper case and `_`,
 * juju#19356) and by its least length.
 */
export const isSecretKey = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(text);
