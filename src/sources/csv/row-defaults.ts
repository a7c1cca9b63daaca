import type { FieldMap, FieldOrigin } from '../field-map.ts';

/** What a row is likely to call things; `--map` and the mapping file say otherwise. */
export const rowDefaults: FieldMap = new Map<string, FieldOrigin>([
  ['traits.email', { from: 'email' }],
  ['traits.username', { from: 'username' }],
  ['traits.phone', { from: 'phone' }],
  ['traits.name.first', { from: 'first_name' }],
  ['traits.name.last', { from: 'last_name' }],
  ['verified.email', { from: 'email_verified' }],
  ['verified.phone', { from: 'phone_verified' }],
  ['external_id', { from: 'id' }],
]);
