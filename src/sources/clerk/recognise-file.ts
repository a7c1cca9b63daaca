import type { FileHead } from '../source.ts';

/** Whether a file holds users of Clerk: of its dashboard, or of its Backend API. */
export function isClerkFile({ columns, first }: FileHead): boolean {
  const names = first === undefined ? columns : Object.keys(first);
  if (first?.['object'] === 'user' && names.includes('primary_email_address_id')) return true;
  return ownNames.some((all) => all.every((name) => names.includes(name)));
}

const ownNames = [
  ['password_digest', 'password_hasher'],
  ['primary_email_address', 'id'],
];
