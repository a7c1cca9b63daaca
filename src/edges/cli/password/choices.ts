/** Words that options take, offered at TAB. */
export const algorithms = ['bcrypt', 'argon2id'] as const;
export const saltEncodings = ['utf8', 'hex', 'base64'] as const;
export const saltPositions = ['prefix', 'suffix'] as const;
