import type { RowProblem } from '../import/import-row.ts';
import type { BodyMembers } from './body-members.ts';
import { maskedValue } from './masked-value.ts';

/** The members that Kratos looks at whatever the schema: the state, and how long the external_id is. */
export function checkMembers({ state = '', external_id: externalId = '' }: BodyMembers): RowProblem[] {
  const problems: RowProblem[] = [];
  if (state !== '' && state !== 'active' && state !== 'inactive') {
    problems.push({
      code: 'state',
      pointer: '/state',
      message: 'a state is active or inactive, in small letters; mend it, or leave it out for active',
      value: maskedValue(state),
      rule: 'enum: active, inactive',
      rejects: true,
    });
  }
  if (externalId.length > 64 && Array.from(externalId).length > 64) {
    problems.push({
      code: 'too-long',
      pointer: '/external_id',
      message:
        'it is above the 64 characters that Kratos keeps of an external_id, for which it would refuse a whole batch; put it into metadata_admin instead',
      value: maskedValue(externalId),
      rule: 'maxLength: 64',
      rejects: true,
    });
  }
  return problems;
}
