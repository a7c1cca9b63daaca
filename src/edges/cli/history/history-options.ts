import type { GlobalOptions } from '../options.ts';

/** `--utc`: times in text are local without it. */
export type TimeOptions = GlobalOptions & { readonly utc?: true };

export type OperationsOptions = TimeOptions & {
  readonly actions?: string;
  readonly status?: string;
  readonly target?: string;
  readonly since?: string;
  readonly limit: string;
  readonly offset: string;
};

export type ShowOptions = TimeOptions & { readonly watch?: true };

export type ShowOperationOptions = ShowOptions & { readonly all?: true };

export type VerifyOptions = GlobalOptions & { readonly head?: string };
