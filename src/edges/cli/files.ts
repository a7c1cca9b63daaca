import { join } from 'node:path';
import type { Host } from '../../host/host.ts';

/** The contexts that an operator has added. */
export const contextsFile = (host: Host): string => join(host.folders.config, 'contexts.yaml');

/** The programs that an operator has declared to read secrets from. */
export const secretsFile = (host: Host): string => join(host.folders.config, 'secrets.yaml');

/** The database of --sandbox, and of idp sandbox where no other is named. */
export const sandboxFile = (host: Host): string => join(host.folders.data, 'sandbox.db');
