import type { IdentityProblem } from '../converted-identity.ts';
import { timeOf } from '../read-field.ts';

/** Whether an account has come to its end, and a warning where that is still to come: Kratos knows no end. */
export function userExpiry(expiry: unknown): { isOver: boolean; problems: readonly IdentityProblem[] } {
  const end = typeof expiry === 'number' ? timeOf(expiry) : undefined;
  if (end === undefined) return { isOver: false, problems: [] };
  const isOver = Date.parse(end) <= Date.now();
  return { isOver, problems: isOver ? [] : [endsLater] };
}

const endsLater: IdentityProblem = {
  code: 'field',
  field: 'expiry',
  message:
    'the account comes to its end later, which Kratos does not see to; the time is in metadata_admin.fusionauth',
  rejects: false,
};
