import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** The file behind a command, as the PATH finds it. */
function findProgram(command: string, searchPath: string): string | undefined {
  const candidates = command.includes('/')
    ? [command]
    : searchPath.split(path.delimiter).map((folder) => path.join(folder, command));
  return candidates.find(isExecutable);
}

/**
 * Folders that a program needs to be seen to run: its own, and that of the packages beside it where it was
 * installed with Node. Those of the system are left out.
 */
export function foldersOfPrograms(
  commands: readonly string[],
  searchPath: string,
): readonly string[] {
  const folders = commands.flatMap((command) => {
    const found = findProgram(command, searchPath);
    return found === undefined ? [] : [found, realpathSync(found)].flatMap(folderOf);
  });
  return [...new Set(folders)].filter((folder) => !/^\/(usr|bin|sbin|lib)(\/|$)/.test(folder));
}

function folderOf(file: string): readonly string[] {
  const folder = path.dirname(file);
  const prefix = path.dirname(folder);
  const isNodePrefix =
    path.basename(folder) === 'bin' && existsSync(path.join(prefix, 'lib', 'node_modules'));
  return isNodePrefix ? [prefix] : [folder];
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
