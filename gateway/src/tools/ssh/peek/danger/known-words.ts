/** Programs by what they do, for telling what never runs from what a person may allow. */
export const downloaders = wordSet(
  'curl wget fetch aria2c http https lwp-download ftp tftp nc ncat netcat socat',
);
export const interpreters = wordSet(
  'sh bash dash zsh ksh fish ash csh tcsh python python2 python3 perl ruby node nodejs deno bun php lua tclsh osascript pwsh powershell source . eval',
);
export const decoders = wordSet('base64 base32 xxd uudecode openssl');
export const wrappers = wordSet(
  'sudo doas env nohup setsid nice ionice timeout stdbuf command exec builtin xargs time busybox toybox chroot unshare nsenter su runuser',
);
/** What overwrites a device that is named to it. */
export const overwriters =
  /^(dd|mkfs(\.\w+)?|mke2fs|mkswap|wipefs|shred|blkdiscard|sgdisk|badblocks|tee|cp|sponge|mkntfs|pv|cat)$/;
export const writers = wordSet('tee cp mv install ln dd rsync sponge truncate shred rm unlink');

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}
