import { platform, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';

export type Folders = { readonly config: string; readonly data: string; readonly cache: string };

/**
 * Where configuration, data and cache live: the XDG folders where their variables are set, else what the platform
 * has; `idp` below each. A relative XDG variable is ignored, as its specification says; so is a HOME that is relative or
 * empty, which would scatter folders wherever somebody happens to stand.
 */
export function userFolders(
  environment: Readonly<Record<string, string | undefined>>,
  system: NodeJS.Platform = platform(),
): Folders {
  const home = absolute(environment['HOME']) ?? homeOfUser();
  const xdg = (name: string, fallback: string): string =>
    join(absolute(environment[name]) ?? fallback, 'idp');
  if (system === 'win32') {
    const local = environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local');
    return {
      config: xdg('XDG_CONFIG_HOME', environment['APPDATA'] ?? join(home, 'AppData', 'Roaming')),
      data: xdg('XDG_DATA_HOME', local),
      cache: xdg('XDG_CACHE_HOME', join(local, 'cache')),
    };
  }
  if (system === 'darwin') {
    const support = join(home, 'Library', 'Application Support');
    return {
      config: xdg('XDG_CONFIG_HOME', support),
      data: xdg('XDG_DATA_HOME', support),
      cache: xdg('XDG_CACHE_HOME', join(home, 'Library', 'Caches')),
    };
  }
  return {
    config: xdg('XDG_CONFIG_HOME', join(home, '.config')),
    data: xdg('XDG_DATA_HOME', join(home, '.local', 'share')),
    cache: xdg('XDG_CACHE_HOME', join(home, '.cache')),
  };
}

function homeOfUser(): string {
  try {
    return userInfo().homedir;
  } catch {
    // A container's user id need not have a home; whoever may not write here is told so.
    return '/';
  }
}

const absolute = (path: string | undefined): string | undefined =>
  path !== undefined && isAbsolute(path) ? path : undefined;
