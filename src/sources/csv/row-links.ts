import type { SocialLink } from '../account.ts';
import type { IdentityProblem } from '../converted-identity.ts';
import type { LinkOrigin } from '../field-map.ts';
import { parseFieldPath, valueAt } from '../field-path.ts';
import { FieldError, isEmpty } from '../read-field.ts';
import { readPlanned, type RowPlan } from './row-plan.ts';

export interface RowLinks {
  readonly links: readonly SocialLink[];
  readonly used: readonly string[];
  readonly problems: readonly IdentityProblem[];
}

/** The accounts at other providers that a row names. */
export function rowLinks(record: Readonly<Record<string, unknown>>, planned: RowPlan['links']): RowLinks {
  const links: SocialLink[] = [];
  const used: string[] = [];
  const problems: IdentityProblem[] = [];
  for (const one of planned) {
    try {
      const { link } = one.origin;
      if (one.provider !== undefined) addOne(one.provider, one);
      else if (link !== undefined && one.origin.from === '') addColumns(link);
      else if (link !== undefined) addList(link, one);
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      problems.push({ code: 'link', field: one.origin.from, message: error.message, rejects: false });
    }
  }
  return { links, used, problems };

  function addOne(provider: string, origin: RowPlan['links'][number]): void {
    const found = readPlanned(record, origin);
    if (found === undefined) return;
    used.push(found.path);
    for (const subject of Array.isArray(found.value) ? found.value : [found.value]) {
      links.push({ field: found.path, provider, subject: String(subject) });
    }
  }

  function addColumns({ provider, subject }: LinkOrigin): void {
    const name = valueAt(record, parseFieldPath(provider) ?? []);
    const id = valueAt(record, parseFieldPath(subject) ?? []);
    // A person who signs in with a password has a provider such as `local`, and no subject.
    if (isEmpty(id)) return;
    if (isEmpty(name)) throw new FieldError('there is a subject, and no provider for it');
    used.push(provider, subject);
    links.push({ field: subject, provider: String(name), subject: String(id) });
  }

  function addList({ provider, subject }: LinkOrigin, origin: RowPlan['links'][number]): void {
    const found = readPlanned(record, origin);
    if (found === undefined) return;
    // Texts of JSON are unfolded when a row is read.
    if (typeof found.value !== 'object') throw new FieldError('a list of links is expected');
    const list = Array.isArray(found.value) ? found.value : [found.value];
    for (const [place, item] of list.entries()) {
      const path = Array.isArray(found.value) ? `${found.path}.${place}` : found.path;
      const name = valueAt(item, parseFieldPath(provider) ?? []);
      const id = valueAt(item, parseFieldPath(subject) ?? []);
      if (isEmpty(name) || isEmpty(id)) {
        throw new FieldError(`an item of the list has no ${isEmpty(name) ? provider : subject}`);
      }
      used.push(`${path}.${provider}`, `${path}.${subject}`);
      links.push({ field: path, provider: String(name), subject: String(id) });
    }
  }
}
