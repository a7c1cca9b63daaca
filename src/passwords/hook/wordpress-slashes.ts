import { phpTrim } from './php-trim.ts';

/**
 * What WordPress may have hashed for a password that is typed: it as it is, or with slashes. Its forms for logging in and
 * for a new password both take what PHP was sent after wp_magic_quotes (addslashes), so that a password
 * with a quote or a backslash was hashed with slashes in it, and without them where a plugin or WP-CLI set it
 * (wp-includes/user.php, wp-admin/includes/user.php of 6.1). It trims a password when it is set (wp_hash_password) and when
 * somebody logs in (wp_authenticate); others who use phpass do not.
 */
export function passwordsOfWordpress(typed: string): readonly string[] {
  const slashed = typed.replaceAll(/['"\\]/g, String.raw`\$&`).replaceAll('\0', String.raw`\0`);
  return [...new Set([phpTrim(slashed), phpTrim(typed), slashed, typed])];
}
