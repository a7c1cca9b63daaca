import { createRequire } from 'node:module';
import type * as Http from 'node:http';
import type * as Https from 'node:https';

const load = createRequire(import.meta.url);

/**
 * node:http and node:https as CommonJS loads them, on demand: an import of node:http in an ES module loads the whole
 * of undici with it, which alone doubles the time of a quick command (measured).
 */
export const loadHttp = (): typeof Http => load('node:http') as typeof Http;

export const loadHttps = (): typeof Https => load('node:https') as typeof Https;
