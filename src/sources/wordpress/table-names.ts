/**
 * The tables of users and of usermeta in an export. One database may hold several installations, each with a prefix of its
 * own (`wp_users`, `blog_users`) and with its own user 1, whose usermeta is nobody else's.
 */
export function tableNames(): {
  addUsers(table: string): void;
  addMeta(table: string): void;
  /** Undefined where it has none. */
  metaOf(users: string): string | undefined;
} {
  const users = new Set<string>();
  const meta = new Set<string>();
  return {
    addUsers: (table) => void users.add(table),
    addMeta: (table) => void meta.add(table),
    metaOf(table) {
      const own = table.replace(/users$/, 'usermeta');
      if (meta.has(own)) return own;
      // An installation may call them anything (CUSTOM_USER_TABLE), and a file of CSV has no name of a table.
      return users.size === 1 && meta.size === 1 ? [...meta][0] : undefined;
    },
  };
}
