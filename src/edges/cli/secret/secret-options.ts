import type { ProtectionKind } from '../../../secrets/store/protection.ts';
import type { GlobalOptions } from '../options.ts';

export type ProtectionOptions = GlobalOptions & {
  readonly protect?: ProtectionKind;
  readonly keyFile?: string;
};

/** Where values come from, beside the words. */
export type ContentOptions = GlobalOptions & { readonly file?: string };

export type AddSecretOptions = ProtectionOptions &
  ContentOptions & {
    readonly info?: string;
    readonly grant?: readonly string[];
  };

export type UpdateSecretOptions = ContentOptions & { readonly info?: string; readonly name?: string };

export type ShowSecretOptions = GlobalOptions & {
  readonly reveal?: true;
  readonly revision?: string;
  readonly revisions?: true;
};

export type RemoveSecretOptions = GlobalOptions & { readonly revision?: string; readonly yes?: true };
