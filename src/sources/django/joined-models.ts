import { openSideTable } from '../side-table.ts';
import { flagOf } from '../read-field.ts';
import { unjoinedProblems } from '../join-problems.ts';
import type { SideRow } from '../side-rows.ts';
import type { RecordOrProblem, SourceRecord } from '../../records/record.ts';
import { type DjangoRow, referenceKey } from './django-rows.ts';
import { findNameField } from './name-field.ts';

/** What other models say of users, on disk until the users come. */
export interface JoinedModels {
  /** False for a model of which nothing is known. */
  add(row: DjangoRow): boolean;
  /** Finds out what the project calls its users by (USERNAME_FIELD), before they are joined. */
  learnNames(users: Iterable<SourceRecord['value']>): void;
  /** A user with lists of what refers to them, each under the name of its model, and the names of their groups. */
  join(user: SourceRecord['value']): SourceRecord['value'];
  unjoined(): readonly RecordOrProblem[];
  close(): void;
}

/** django-allauth, social-auth-app-django and django-otp keep what belongs to users in models of their own. */
const joinedModels: ReadonlyMap<string, { readonly list: string; readonly refersBy: 'user' | 'device' }> =
  new Map([
    ['account.emailaddress', { list: 'emailaddress', refersBy: 'user' }],
    ['socialaccount.socialaccount', { list: 'socialaccount', refersBy: 'user' }],
    ['social_django.usersocialauth', { list: 'usersocialauth', refersBy: 'user' }],
    ['mfa.authenticator', { list: 'authenticator', refersBy: 'user' }],
    ['otp_totp.totpdevice', { list: 'totpdevice', refersBy: 'user' }],
    ['otp_static.staticdevice', { list: 'staticdevice', refersBy: 'user' }],
    ['otp_static.statictoken', { list: 'token_set', refersBy: 'device' }],
  ]);

export function openJoinedModels(workFolder: string): JoinedModels {
  const table = openSideTable<SideRow>(workFolder, 'django-joined');
  // There are few, and of them only the names are of interest.
  const groups = new Map<string, unknown>();
  let hasNaturalKeys = false;
  let nameField: string | undefined;

  return {
    add({ place, model, value }) {
      if (model === 'auth.group') {
        const key = referenceKey(value['id']);
        if (key !== undefined) groups.set(key, value['name']);
        return true;
      }
      const known = joinedModels.get(model);
      if (known === undefined) return false;
      const { [known.refersBy]: reference, ...item } = value;
      hasNaturalKeys ||= Array.isArray(reference);
      table.put(`${known.refersBy}:${referenceKey(reference)}`, { place, value: { list: known.list, item } });
      return true;
    },
    learnNames(users) {
      if (hasNaturalKeys)
        nameField = findNameField(users, (name) => table.has(`user:${referenceKey([name])}`));
    },
    join(user) {
      const lists = itemsByList(userKeys(user).flatMap((key) => table.get(`user:${key}`)));
      if (lists.size === 0 && groups.size === 0) return user;
      const devices = lists.get('staticdevice')?.map(withTokens);
      return {
        ...user,
        ...groupNames(user),
        ...Object.fromEntries(lists),
        ...(lists.has('emailaddress') && { emailaddress: first('primary', lists.get('emailaddress')) }),
        ...(lists.has('totpdevice') && { totpdevice: first('confirmed', lists.get('totpdevice')) }),
        ...(devices !== undefined && { staticdevice: devices }),
      };
    },
    unjoined: () =>
      unjoinedProblems(table, { what: 'objects that refer to users', of: 'this export', field: 'user' }).map(
        (problem) => ({ problem }),
      ),
    close() {
      table.close();
    },
  };

  function userKeys(user: SourceRecord['value']): string[] {
    const keys = [referenceKey(user['id'])];
    if (nameField !== undefined) keys.push(referenceKey([user[nameField]]));
    return keys.filter((key) => key !== undefined);
  }

  function withTokens(device: Item): Item {
    const tokens = itemsByList(table.get(`device:${referenceKey(device['id'])}`)).get('token_set') ?? [];
    return { ...device, token_set: tokens.map(({ token }) => token) };
  }

  function groupNames(user: SourceRecord['value']): { readonly group_names?: readonly unknown[] } {
    if (groups.size === 0 || !Array.isArray(user['groups'])) return {};
    const names = user['groups']
      .map((group) => groups.get(referenceKey(group) ?? ''))
      .filter((name) => name !== undefined);
    return names.length === 0 ? {} : { group_names: names };
  }
}

type Item = Readonly<Record<string, unknown>>;

function itemsByList(rows: readonly SideRow[]): Map<string, Item[]> {
  const lists = new Map<string, Item[]>();
  for (const { value } of rows) {
    const { list, item } = value as { list: string; item: Item };
    const items = lists.get(list);
    if (items === undefined) lists.set(list, [item]);
    else items.push(item);
  }
  return lists;
}

/** Those with the flag before those without. */
function first(flag: string, items: readonly Item[] = []): readonly Item[] {
  return items.toSorted(
    (one, other) => Number(flagOf(other[flag]) === true) - Number(flagOf(one[flag]) === true),
  );
}
