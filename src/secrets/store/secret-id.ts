import { Xid } from 'xid-ts';

/** A new id: an xid, 20 characters of lower-case base32hex that sort by the time they were made. */
export const newSecretId = (): string => new Xid().encode();

/** Whether a text is an xid: the last of its 20 characters holds one bit, so it is 0 or g. */
export const isSecretId = (text: string): boolean => /^[0-9a-v]{19}[0g]$/.test(text);
