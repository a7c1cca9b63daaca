import { isAbsolute } from 'node:path';
import { describe, expect, it } from 'vitest';
import { userFolders } from '../../src/host/folders.ts';

describe('folders of a user', () => {
  it('are those below HOME that XDG gives as defaults', () => {
    expect(userFolders({ HOME: '/home/ada' }, 'linux')).toEqual({
      config: '/home/ada/.config/idp',
      data: '/home/ada/.local/share/idp',
      cache: '/home/ada/.cache/idp',
    });
  });

  it('are those of the XDG variables where they are set, on every system', () => {
    const environment = { HOME: '/h', XDG_CONFIG_HOME: '/c', XDG_DATA_HOME: '/d', XDG_CACHE_HOME: '/k' };
    for (const system of ['linux', 'darwin', 'win32'] as const) {
      expect(userFolders(environment, system)).toEqual({ config: '/c/idp', data: '/d/idp', cache: '/k/idp' });
    }
  });

  it('ignore an XDG variable that is relative or empty', () => {
    expect(
      userFolders({ HOME: '/home/ada', XDG_CONFIG_HOME: 'relative', XDG_DATA_HOME: '' }, 'linux'),
    ).toMatchObject({ config: '/home/ada/.config/idp', data: '/home/ada/.local/share/idp' });
  });

  it.each(['', 'relative'])('are not below the folder that one stands in when HOME is %j', (home) => {
    for (const folder of Object.values(userFolders({ HOME: home }, 'linux'))) {
      expect(isAbsolute(folder)).toBe(true);
    }
  });

  it('are in the library on macOS', () => {
    expect(userFolders({ HOME: '/Users/ada' }, 'darwin')).toEqual({
      config: '/Users/ada/Library/Application Support/idp',
      data: '/Users/ada/Library/Application Support/idp',
      cache: '/Users/ada/Library/Caches/idp',
    });
  });
});
