import { Xid } from 'xid-ts';

/** A new id: an xid, 20 characters of lower-case base32hex that sort by the time they were made. */
export const newSecretId = (): string => new Xid().encode();
