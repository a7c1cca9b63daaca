import { IdpError } from '../../errors/idp-error.ts';
import type { DjangoRow } from './django-rows.ts';

/**
 * Which of the models with passwords is AUTH_USER_MODEL, to which all others refer; undefined where there is none. `models`
 * has each with what userEvidence says. Throws usage where two are as likely: with the wrong one, links and authenticator
 * apps would go to strangers with the same primary keys.
 */
export function userModel(models: ReadonlyMap<string, number>): string | undefined {
  const [first, second] = [...models].toSorted(([, one], [, other]) => other - one);
  if (first === undefined || second === undefined || first[1] > second[1]) return first?.[0];
  throw new IdpError(
    'usage',
    `Objects of ${first[0]} and of ${second[0]} have passwords, and which are the users cannot be told.`,
    {
      hint: `Dump one of them without the other: manage.py dumpdata --exclude ${second[0]}`,
    },
  );
}

/** How much speaks for a model. Where AUTH_USER_MODEL is another, there is no auth.user. */
export function userEvidence({ model, value }: DjangoRow): number {
  if (model === 'auth.user') return 4;
  const hasPermissions = Object.hasOwn(value, 'user_permissions') || Object.hasOwn(value, 'is_superuser');
  return (hasPermissions ? 2 : 0) + (model.endsWith('user') ? 1 : 0);
}
