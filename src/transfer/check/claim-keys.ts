import type { RecordPlace } from '../../records/record.ts';
import type { AskableIndex } from '../../sources/unique-index.ts';
import type { RowProblem } from '../import/import-row.ts';
import { claimKinds } from './claim-kinds.ts';
import { maskedValue } from './masked-value.ts';
import type { ClaimedKey } from './row-claims.ts';

/** Takes what is unique for a row; or, where an earlier row of the input has some of it, says of which. */
export function claimKeys(
  unique: AskableIndex,
  keys: readonly ClaimedKey[],
  place: RecordPlace,
): RowProblem | undefined {
  const earlier = unique.claim(keys, place);
  if (earlier === undefined) return undefined;
  const key = keys.find((one) => {
    const holder = unique.holder(one);
    return holder !== undefined && !(holder.file === place.file && holder.record === place.record);
  });
  return {
    code: 'duplicate',
    pointer: key?.pointer ?? '',
    message: `an earlier row has the same ${what(key?.kinds ?? 0)}, and Kratos would refuse the second; leave one of them out, or make one of both`,
    ...(key === undefined ? {} : { value: maskedValue(key.text) }),
    rule: 'unique',
    earlier,
    rejects: true,
  };
}

function what(kinds: number): string {
  if ((kinds & claimKinds.externalId) !== 0) return 'external_id';
  if ((kinds & (claimKinds.oidc | claimKinds.saml)) !== 0) return 'link';
  return (kinds & (claimKinds.password | claimKinds.webauthn | claimKinds.code)) === 0
    ? 'address'
    : 'address or user name';
}
