/**
 * Users of Amazon Cognito: the answer of ListUsers (pages one after another, too), and CSV with the columns of
 * GetCSVHeader. Neither holds a hash or the secret of an authenticator app. `identities` is a JSON text that lists the
 * providers by which a person signs in.
 */
export const cognitoMapping = `source: csv
name: cognito
records: Users
pairs: [Attributes, UserAttributes]
map:
  external_id: [Attributes.sub, UserAttributes.sub, Username, "cognito:username"]
  traits.email: [Attributes.email, UserAttributes.email, email]
  traits.phone: [Attributes.phone_number, UserAttributes.phone_number, phone_number]
  traits.username: [Attributes.preferred_username, UserAttributes.preferred_username, preferred_username]
  traits.name.first: [Attributes.given_name, UserAttributes.given_name, given_name]
  traits.name.last: [Attributes.family_name, UserAttributes.family_name, family_name]
  verified.email: [Attributes.email_verified, UserAttributes.email_verified, email_verified]
  verified.phone: [Attributes.phone_number_verified, UserAttributes.phone_number_verified, phone_number_verified]
  state:
    from: Enabled
    as: boolean
    values: {"true": active, "false": inactive}
  credentials.oidc:
    from: [Attributes.identities, UserAttributes.identities, identities]
    provider: providerName
    subject: userId
providers:
  Google: google
  Facebook: facebook
  SignInWithApple: apple
  LoginWithAmazon: amazon
`;
