import type * as Http from 'node:http';
import type * as Https from 'node:https';

/**
 * node:http and node:https by way of process.getBuiltinModule: a static import of node:http in an ES module
 * loads the whole of undici with it, which alone doubles the time of a quick command.
 */
export const loadHttp = (): typeof Http => process.getBuiltinModule('node:http');

export const loadHttps = (): typeof Https => process.getBuiltinModule('node:https');
