import { describe, expect, it } from 'vitest';
import { defaultDataFolder } from './data-folder.ts';

describe('defaultDataFolder', () => {
  it.each([
    ['linux', {}, '/home/ada/.local/share/tutti'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/tutti'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/ada/.local/share/tutti'],
    ['darwin', { XDG_DATA_HOME: '/data' }, '/home/ada/Library/Application Support/tutti'],
    ['win32', { LOCALAPPDATA: 'C:\\Local' }, 'C:\\Local\\tutti'],
  ] as const)('on %s with %o', (platform, env, expected) => {
    expect(defaultDataFolder(env, { platform, home: '/home/ada', cwd: '/' })).toBe(expected);
  });
});
