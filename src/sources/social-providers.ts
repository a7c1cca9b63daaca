/**
 * The id that Kratos's own documentation uses for a provider, by the names that exports have for it. What is not here
 * keeps its name; `--provider NAME=ID` says otherwise.
 */
const knownProviders: ReadonlyMap<string, string> = new Map([
  ['google-oauth2', 'google'],
  ['google.com', 'google'],
  ['oauth_google', 'google'],
  ['facebook.com', 'facebook'],
  ['oauth_facebook', 'facebook'],
  ['github.com', 'github'],
  ['oauth_github', 'github'],
  ['apple.com', 'apple'],
  ['oauth_apple', 'apple'],
  ['twitter.com', 'twitter'],
  ['oauth_twitter', 'twitter'],
  ['windowslive', 'microsoft'],
  ['microsoft.com', 'microsoft'],
  ['azure', 'microsoft'],
  ['oauth_microsoft', 'microsoft'],
  ['linkedin_oidc', 'linkedin'],
  ['linkedin.com', 'linkedin'],
]);

/** The id in Kratos's configuration of a provider that the source calls `name`. */
export function providerId(name: string, chosen: ReadonlyMap<string, string>): string {
  return chosen.get(name) ?? knownProviders.get(name) ?? name;
}
