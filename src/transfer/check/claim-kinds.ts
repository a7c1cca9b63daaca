/**
 * What is unique in Kratos's database, each among those of its kind (measured with v26.2.0, where a user name `google:1` stands
 * beside the link google:1, and an address to log in with beside the same one to verify of somebody else): identifiers by the method
 * that they are for, addresses to verify, addresses to recover with, external ids. As bits of one number.
 */
export const claimKinds = {
  password: 1,
  webauthn: 2,
  code: 4,
  oidc: 8,
  saml: 16,
  externalId: 32,
  verifiable: { email: 64, sms: 128 },
  recovery: { email: 256, sms: 512 },
} as const;
