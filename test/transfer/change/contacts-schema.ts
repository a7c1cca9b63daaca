import type { IdentitySchema } from '../../../src/sandbox/schemas/catalog.ts';

/** People log in with `username`; `contact` is for verification and recovery alone. */
export const contactsSchema: IdentitySchema = {
  id: 'contacts',
  schema: {
    $id: 'https://example.com/contacts.schema.json',
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: {
      traits: {
        type: 'object',
        properties: {
          username: {
            type: 'string',
            'ory.sh/kratos': { credentials: { password: { identifier: true } } },
          },
          contact: {
            type: 'string',
            format: 'email',
            'ory.sh/kratos': { verification: { via: 'email' }, recovery: { via: 'email' } },
          },
        },
      },
    },
  },
};
