import type { CatalogEntry } from '../../../engine/catalog.ts';

/** Which parameter of which action is asked for. */
export type Asking = {
  readonly entry: CatalogEntry;
  readonly name: string;
  readonly signal: AbortSignal;
};

/** A parameter and its answer, as it could have been typed on the line. */
export type Answer = readonly [string, string];
