/** The built-in `default` schema: a person known by an e-mail address and perhaps a username. */
export const defaultSchema: Readonly<Record<string, unknown>> = {
  $id: 'https://idp.example/schemas/default.json',
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Person',
  type: 'object',
  properties: {
    traits: {
      type: 'object',
      properties: {
        email: {
          type: 'string',
          format: 'email',
          title: 'E-mail',
          minLength: 3,
          'ory.sh/kratos': {
            credentials: {
              password: { identifier: true },
              webauthn: { identifier: true },
              totp: { account_name: true },
              code: { identifier: true, via: 'email' },
            },
            verification: { via: 'email' },
            recovery: { via: 'email' },
          },
        },
        username: {
          type: 'string',
          title: 'Username',
          'ory.sh/kratos': { credentials: { password: { identifier: true } } },
        },
        name: {
          type: 'object',
          title: 'Name',
          properties: { first: { type: 'string' }, last: { type: 'string' } },
        },
      },
      required: ['email'],
      additionalProperties: false,
    },
  },
};
