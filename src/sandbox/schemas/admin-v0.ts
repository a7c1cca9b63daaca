/** The built-in `admin_v0` schema: an administrator account, known by username, e-mail address or both. */
export const adminV0Schema: Readonly<Record<string, unknown>> = {
  $id: 'https://idp.example/schemas/admin_v0.json',
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Administrator',
  type: 'object',
  properties: {
    traits: {
      type: 'object',
      properties: {
        username: {
          type: 'string',
          title: 'Username',
          'ory.sh/kratos': { credentials: { password: { identifier: true } } },
        },
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
            },
            verification: { via: 'email' },
            recovery: { via: 'email' },
          },
        },
        name: { type: 'string', title: 'Full name' },
        phone_number: { type: 'string', title: 'Phone number' },
      },
    },
  },
  additionalProperties: true,
};
