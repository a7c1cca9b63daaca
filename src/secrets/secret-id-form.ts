/** Whether a text is an xid, as stored secrets have: the last of its 20 characters holds one bit, so it is 0 or g. */
export const isSecretId = (text: string): boolean => /^[0-9a-v]{19}[0g]$/.test(text);
