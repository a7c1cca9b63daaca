import type { Account } from './account.ts';
import type { ConvertedIdentity, IdentityBody, IdentityProblem } from './converted-identity.ts';
import { hashFormatOf } from '../passwords/recognised-prefix.ts';
import { providerId } from './social-providers.ts';
import type { SourceSettings } from './source-settings.ts';
import { totpUrl } from './totp-url.ts';

export interface ConvertedCredentials {
  readonly body: NonNullable<IdentityBody['credentials']>;
  readonly hook: ConvertedIdentity['hook'];
  readonly password: string;
  /** `link:google:123`, for the links must be unique, too. */
  readonly links: readonly string[];
  readonly problems: readonly IdentityProblem[];
}

/** The credentials of an account in Kratos's words. `typed` is what the person may type at login. */
export function convertedCredentials(
  account: Account,
  settings: SourceSettings,
  typed: readonly string[],
): ConvertedCredentials {
  const body: NonNullable<IdentityBody['credentials']> = {};
  const problems: IdentityProblem[] = [];
  const { hook, password } = addPassword(account, settings, typed, body, problems);
  const links = addLinks(account, settings, body, problems);
  if (account.totp !== undefined) {
    const made = totpUrl(account.totp, typed[0] ?? '');
    if ('url' in made) body.totp = { config: { totp_url: made.url } };
    else problems.push(made.problem);
  }
  if (account.lookupCodes !== undefined && account.lookupCodes.length > 0) {
    body.lookup_secret = { config: { recovery_codes: account.lookupCodes.map((code) => ({ code })) } };
  }
  return { body, hook, password, links, problems };
}

function addPassword(
  { password }: Account,
  settings: SourceSettings,
  typed: readonly string[],
  body: NonNullable<IdentityBody['credentials']>,
  problems: IdentityProblem[],
): Pick<ConvertedCredentials, 'hook' | 'password'> {
  const none = { hook: undefined, password: 'none' };
  if (password === undefined) return none;
  const { conversion, field } = password;
  if (conversion.to === 'nothing') return none;
  if ('caution' in conversion) {
    problems.push({ code: 'password', field, message: conversion.caution, rejects: false });
  }
  if (conversion.to === 'plain' && Buffer.byteLength(conversion.password) <= 72) {
    body.password = { config: { password: conversion.password } };
    return { hook: undefined, password: 'plain text' };
  }
  if (conversion.to === 'kratos') {
    body.password = { config: { hashed_password: conversion.hash } };
    return { hook: undefined, password: hashFormatOf(conversion.hash) ?? 'unknown' };
  }
  if (conversion.to === 'hook' && settings.hook) {
    body.password = { config: { use_password_migration_hook: true } };
    const { kind, hash } = conversion;
    return { hook: { identifiers: typed, kind, hash }, password: `hook: ${kind}` };
  }
  if (conversion.to === 'plain') {
    const message =
      'the password is above the 72 bytes that Kratos takes; the person has to choose another by recovery';
    problems.push({ code: 'password', field, message, rejects: settings.badPassword === 'reject' });
    return { hook: undefined, password: 'not brought over' };
  }
  const needed = conversion.to === 'hook' ? '; give --hook-hashes FILE for the migration hook' : '';
  problems.push({
    code: 'password',
    field,
    message: `${conversion.reason}${needed}`,
    rejects: settings.badPassword === 'reject',
  });
  return { hook: undefined, password: 'not brought over' };
}

function addLinks(
  account: Account,
  settings: SourceSettings,
  body: NonNullable<IdentityBody['credentials']>,
  problems: IdentityProblem[],
): string[] {
  const byProtocol = { oidc: new Map<string, Provider>(), saml: new Map<string, Provider>() };
  for (const { field, provider: name, subject, isOwnName = false, ofKratos } of account.links) {
    const provider =
      ofKratos === undefined && !isOwnName
        ? providerId(name, settings.providers)
        : (settings.providers.get(name) ?? name);
    const identifier = `${provider}:${subject}`;
    // Kratos keeps 255 characters of an identifier, and answers 500 to more (measured).
    const fault = linkFault(provider, subject, identifier);
    if (fault !== undefined) {
      problems.push({ code: 'link', field, message: `${fault}; it is left out`, rejects: false });
    } else {
      const flag = ofKratos?.useAutoLink === true ? { use_auto_link: true as const } : {};
      byProtocol[ofKratos?.protocol ?? 'oidc'].set(identifier, { provider, subject, ...flag });
    }
  }
  const { oidc, saml } = byProtocol;
  if (oidc.size > 0) body.oidc = { config: { providers: [...oidc.values()] } };
  if (saml.size > 0) body.saml = { config: { providers: [...saml.values()] } };
  return [
    ...Array.from(oidc.keys(), (one) => `link:${one}`),
    ...Array.from(saml.keys(), (one) => `saml:${one}`),
  ];
}

function linkFault(provider: string, subject: string, identifier: string): string | undefined {
  if (provider === '' || subject === '')
    return 'the link has no provider or no subject, so that nobody could sign in with it';
  if (/^\d[.,]\d+E\+\d+$/i.test(subject))
    return 'the subject of the link was rounded, as spreadsheets do with long numbers (1.17E+20)';
  return Array.from(identifier).length > 255
    ? 'the link has more than the 255 characters that Kratos keeps of provider and subject'
    : undefined;
}

type Provider = { provider: string; subject: string; use_auto_link?: true };
