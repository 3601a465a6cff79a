import type { Command, Word } from 'unbash';
import { overwriters } from './known-words.ts';
import { wordsOf, type SpokenCommand } from './spoken-command.ts';

/** Loss that nobody can mean: of the system, of a home, of a disk, of every process. */
export function findDestruction(command: Command, spoken: SpokenCommand): string | undefined {
  const { name, args } = spoken;
  const words = wordsOf(command).slice(1);
  if (args.includes('--no-preserve-root')) return 'deletes the whole system';
  if (name === 'rm' && args.some(isRecursive) && words.some(isEssential)) {
    return 'deletes the system, a home, or what an empty variable makes of it';
  }
  if (name === 'find' && deletesByFind(args) && args.some((arg) => isRootFolder(arg))) {
    return 'deletes the system';
  }
  if (/^(chmod|chown|chgrp)$/.test(name) && args.some(isRecursive) && words.some(isEssential)) {
    return 'changes the rights of the whole system';
  }
  if (name === 'mv' && words.some(isEssential)) return 'moves the system away';
  if (overwriters.test(name) && /^(dd|mk|wipefs|shred|blkdiscard|sgdisk|badblocks)/.test(name)) {
    if (args.some((arg) => isDisk(arg.replace(/^of=/, '')))) return 'overwrites a disk';
  }
  if (name === 'kill' && args.includes('-1') && args.length > 1) return 'ends every process';
  return undefined;
}

function isRecursive(arg: string): boolean {
  return /^-[A-Za-z]*[rR]|^--recursive$/.test(arg);
}

function deletesByFind(args: readonly string[]): boolean {
  return (
    args.includes('-delete') || (args.some((arg) => /^-(exec|ok)/.test(arg)) && args.includes('rm'))
  );
}

const disk = /^\/dev\/(sd|hd|vd|xvd|nvme|mmcblk|dm-|md|loop|mapper\/|disk\/|sr|nbd|zd)/;

function isDisk(path: string): boolean {
  return disk.test(path);
}

const systemFolders =
  /^\/?$|^\/(bin|boot|dev|etc|home|lib|lib32|lib64|opt|proc|root|run|sbin|srv|sys|usr|var|Users|System|Library)\/?$|^\/(etc|usr|var|home|boot)\/\*$/;

function isRootFolder(path: string): boolean {
  return systemFolders.test(normalise(path)) || /^(~|\$HOME|\$\{HOME\})\/?$/.test(path);
}

function isEssential({ value, text }: Word): boolean {
  if (value.startsWith('-')) return false;
  const path = normalise(value.replace(/\/(\.?\*|\.\*|\{.*\})$/, '/'));
  /* `"$UNSET/"*` is `/*` where the variable is empty; `${DIR:?}` would stop instead. */
  const startsWithVariable =
    /^"?\$(?!HOME\b|\{HOME\}|\{\w+:?\?)(\w+|\{\w+\})"?\/"?(\*|\.)?"?\*?$/.test(text);
  return startsWithVariable || isRootFolder(path) || isRootFolder(normalise(value));
}

function normalise(path: string): string {
  const flat = path.replaceAll(/\/(\.?\/)+/g, '/').replace(/\/\.$/, '/');
  return /^\/(\.\.\/?)+$/.test(flat) ? '/' : flat;
}
