import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import { findingsOf, reasonOf, type Finding } from './finding.ts';

const { ok, warn, fail } = findingsOf('data folder');
const mebibyte = 1024 * 1024;
const scarceBytes = 1024 * mebibyte;
const tooFewBytes = 100 * mebibyte;
const forOthers = 0o077;

export function checkDataFolder(folder: string): readonly Finding[] {
  if (!existsSync(folder)) return [missingFolder(folder), ...checkSpace(nearestFolder(folder))];
  if (!statSync(folder).isDirectory()) {
    return [fail(`${folder} is not a folder.`, 'Name another one in TUTTI_DATA_DIR.')];
  }
  const refused = refusedAccess(folder);
  if (refused !== undefined) {
    return [
      fail(`${folder} cannot be used: ${refused}`, `Make it yours: chown "$USER" "${folder}"`),
    ];
  }
  return [...checkModes(folder), ...checkSpace(folder)];
}

function missingFolder(folder: string): Finding {
  const parent = nearestFolder(folder);
  const refused = refusedAccess(parent);
  if (refused === undefined) return ok(`${folder} will be made by the first start`);
  return fail(
    `${folder} cannot be made: ${refused}`,
    'Make it as a user who may, or name another one in TUTTI_DATA_DIR.',
  );
}

function nearestFolder(folder: string): string {
  return existsSync(folder) ? folder : nearestFolder(path.dirname(folder));
}

function refusedAccess(folder: string): string | undefined {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

function checkModes(folder: string): readonly Finding[] {
  if (process.platform === 'win32') return [ok(`${folder} can be written`)];
  const open = readdirSync(folder).filter((name) => isOpenToOthers(path.join(folder, name)));
  if (isOpenToOthers(folder) && open.length > 0) {
    const mend = `Close it: chmod 700 "${folder}" && chmod 600 "${folder}"/*`;
    return [fail(`Others on this machine can reach ${open.join(', ')} in ${folder}.`, mend)];
  }
  if (isOpenToOthers(folder)) {
    const message = `Others on this machine can look into ${folder}.`;
    return [warn(message, `Close it: chmod 700 "${folder}"`)];
  }
  return [ok(`${folder} can be written, by this user alone`)];
}

function isOpenToOthers(file: string): boolean {
  return ((statSync(file, { throwIfNoEntry: false })?.mode ?? 0) & forOthers) !== 0;
}

function checkSpace(folder: string): readonly Finding[] {
  const { bavail, bsize } = statfsSync(folder);
  const freeBytes = bavail * bsize;
  const free = `${Math.floor(freeBytes / mebibyte)} MiB free`;
  const mend = 'Free some space, or move the data folder to a larger disk.';
  if (freeBytes < tooFewBytes) return [fail(`The disk is nearly full: ${free}.`, mend)];
  return [freeBytes < scarceBytes ? warn(`The disk gets full: ${free}.`, mend) : ok(free)];
}
