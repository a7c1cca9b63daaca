import type { Account } from './account.ts';
import type { IdentityProblem } from './converted-identity.ts';
import { parseFieldPath, valueAt } from './field-path.ts';
import { isEmpty } from './read-field.ts';

/** Whether a field is one of those that shall go nowhere, or lies within one; all are dotted paths. */
export function isLeftOut(field: string, leaveOut: ReadonlySet<string>): boolean {
  if (leaveOut.size === 0) return false;
  return leaveOut.has(field) || [...leaveOut].some((path) => isWithin(field, path));
}

/**
 * The account without the credentials that are made of fields that shall go nowhere. What else a source has made of such a
 * field (a flag, recovery codes) cannot be taken out again: that is told, and the field is not among those left out.
 */
export function withoutLeftOut(
  account: Account,
  leaveOut: ReadonlySet<string>,
): { readonly account: Account; readonly leaveOut: ReadonlySet<string> } {
  const { password, totp, links, used, record } = account;
  const isGone = (one: { readonly field: string } | undefined): boolean =>
    one !== undefined && (isLeftOut(one.field, leaveOut) || isLeftOut(plainPath(one.field), leaveOut));
  const gone = [password, totp, ...links].flatMap((one) =>
    one !== undefined && isGone(one) ? [one.field, plainPath(one.field)] : [],
  );
  const stays = [...leaveOut].filter(
    (path) =>
      used.some((one) => isWithin(one, path)) &&
      !gone.some((one) => isWithin(one, path)) &&
      !isEmpty(valueAt(record.value, parseFieldPath(path) ?? [])),
  );
  return {
    account: {
      ...account,
      password: isGone(password) ? undefined : password,
      totp: isGone(totp) ? undefined : totp,
      links: links.filter((link) => !isGone(link)),
      problems: [...account.problems, ...stays.map(stayed)],
    },
    leaveOut: stays.length === 0 ? leaveOut : new Set([...leaveOut].filter((one) => !stays.includes(one))),
  };
}

const isWithin = (field: string, path: string): boolean => field === path || field.startsWith(`${path}.`);

/** `credentials[] (password)` is a part of `credentials`. */
const plainPath = (field: string): string => field.replace(/ \(.*$/, '').replaceAll('[]', '');

function stayed(field: string): IdentityProblem {
  const message = 'the field is not left out: it says how or whether the person may sign in';
  return { code: 'field', field, message, rejects: false };
}
