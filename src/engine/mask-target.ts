import { canonicalIdentityId } from '../kratos/identity-id.ts';
import { maskAddress } from '../kratos/mask.ts';

/** A target as history keeps it: the id as it is, anything else masked. */
export const maskTarget = (text: string): string => canonicalIdentityId(text) ?? maskAddress(text);
