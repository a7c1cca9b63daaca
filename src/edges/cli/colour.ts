import type { Host, Output } from '../../host/host.ts';

/** Whether colour is welcome: on a terminal that can show it, unless NO_COLOR says no (no-color.org). */
export const isColourful = (output: Output, { env }: Host): boolean =>
  output.isTerminal && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
