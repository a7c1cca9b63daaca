import type { SourceSettings } from './source-settings.ts';

/** What holds where nothing is said: the source's own mapping, and no password is lost without a word. */
export const defaultSettings: SourceSettings = {
  map: new Map(),
  set: new Map(),
  providers: new Map(),
  leaveOut: new Set(),
  badPassword: 'reject',
  hook: false,
  details: {},
};
