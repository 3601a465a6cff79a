import { entriesFor } from '../../../gateway/src/tools/ssh/peek/table/command-table.ts';

/** What the commands of one line are called, and what strace wrote when it ran. */
export interface Ran {
  readonly programs: readonly string[];
  readonly trace: string;
}

/** What starts every line, before the first of its own programs. */
const chain = new Set(['chroot', 'sh', 'env', 'timeout']);

/* Scripts of the system, and programs that leave a part of their work to another that only computes. */
const helpers: Readonly<Record<string, readonly string[]>> = {
  zcat: ['gzip'],
  bzcat: ['bzip2'],
  xzcat: ['xz'],
  gunzip: ['gzip'],
  zgrep: ['gzip', 'sed', 'grep', 'cat', 'expr', 'zgrep', 'bash', 'dash'],
  egrep: ['grep'],
  fgrep: ['grep'],
  tar: ['gzip', 'bzip2', 'xz'],
  dpkg: ['dpkg-query'],
  'apt-mark': ['dpkg'],
  apt: ['dpkg'],
  'apt-cache': ['dpkg'],
  npm: ['node', 'dirname', 'uname', 'cat', 'sed'],
  npx: ['node', 'dirname', 'uname', 'cat', 'sed'],
  lsb_release: ['python3', 'apt-cache', 'getopt', 'tr', 'cut', 'cat'],
  service: ['basename', 'systemctl'],
};

/** These ask the kernel about interfaces over a socket that nothing is sent from. */
const asksKernel = new Set(
  'ifconfig route arp netstat ethtool fuser sshd hostname iptables ip6tables nft iwconfig ss ip iw'.split(
    ' ',
  ),
);
/** These are made to ask the one server that their configuration names. */
const asksServer = new Set(['kubectl', 'helm', 'chronyc']);

const services =
  /"\/dev\/log"|"(\/var)?\/run\/(nscd\/socket|systemd\/(private|notify|journal\/\w+|userdb\/[\w.]+|resolve\/[\w.]+)|dbus\/system_bus_socket|docker\.sock|podman\/podman\.sock|chrony\/[\w.]+|supervisor\.sock)"|"\/org\/freedesktop|sun_path=@/;

const changes =
  /^(creat|rename|renameat2?|unlink|unlinkat|mkdir|mkdirat|rmdir|link|linkat|symlink|symlinkat|chmod|fchmod|fchmodat2?|chown|fchown|lchown|fchownat|truncate|ftruncate|fallocate|utime|utimes|utimensat|futimesat|mknod|mknodat|(f|l)?setxattr|(f|l)?removexattr|mount|umount2?|pivot_root|swapon|swapoff|reboot|sethostname|setdomainname|settimeofday|clock_settime|init_module|finit_module|delete_module|kexec_load|ptrace|setns|add_key|bpf|process_vm_writev|io_uring_setup|tkill|tgkill|kill)\(/;

/** What the run of a line did that a command which only reads does not do. */
export function judgeTrace({ programs, trace }: Ran): readonly string[] {
  const names = new Set(programs.map((name) => name.slice(name.lastIndexOf('/') + 1)));
  /* The first process is the one that keeps the time, and ends what takes too long. */
  const keeper = /^\d+/.exec(trace)?.[0] ?? '';
  return trace
    .split('\n')
    .filter((line) => !new RegExp(`^${keeper} +kill\\(`).test(line))
    .map((line) => line.replace(/^\d+ +/, ''))
    .filter((call) => isFault(call, names));
}

function isFault(call: string, names: ReadonlySet<string>): boolean {
  if (/^execve(at)?\(/.test(call)) return !mayRun(call, names);
  if (/^open(at2?)?\(/.test(call)) return opensToWrite(call);
  if (call.startsWith('socket(')) return !maySocket(call, names);
  if (/^(connect|sendto|sendmsg|sendmmsg|bind)\(/.test(call)) return !mayReach(call, names);
  if (call.startsWith('syslog('))
    return !/^syslog\((2|3|9|10|SYSLOG_ACTION_(READ|READ_ALL|SIZE_UNREAD|SIZE_BUFFER))\b/.test(
      call,
    );
  if (/^(adjtimex|clock_adjtime)\(/.test(call))
    return !/modes=0\b|modes=0,/.test(call) && !call.includes('unfinished');
  return changes.test(call) && !isHarmlessChange(call);
}

function mayRun(call: string, names: ReadonlySet<string>): boolean {
  const path = /"([^"]*)"/.exec(call)?.[1] ?? '';
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (chain.has(name)) return true;
  const isKnown = entriesFor(name) !== undefined || name === 'nice';
  if (names.has(name) && isKnown) return true;
  return [...names].some((asked) => helpers[asked]?.includes(name));
}

/* A file without a name is gone when it is closed; what a process sets about itself ends with it. */
function opensToWrite(call: string): boolean {
  if (!/O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND/.test(call) || call.includes('O_TMPFILE'))
    return false;
  return !/"\/dev\/(null|tty)"|"\/proc\/self\/[a-z_]+"/.test(call);
}

function maySocket(call: string, names: ReadonlySet<string>): boolean {
  if (/^socket\((AF_UNIX|AF_NETLINK)/.test(call)) return true;
  return [...names].some((name) => asksKernel.has(name) || asksServer.has(name));
}

function mayReach(call: string, names: ReadonlySet<string>): boolean {
  if (/sa_family=AF_INET6?\b/.test(call)) {
    const isNowhere = /sin6?_port=htons\(0\)|"(127\.0\.0\.1|0\.0\.0\.0|::1?)"/.test(call);
    return [...names].some((name) => asksServer.has(name) || (isNowhere && asksKernel.has(name)));
  }
  return !call.includes('AF_UNIX') || services.test(call) || /sun_path=""|NULL/.test(call);
}

function isHarmlessChange(call: string): boolean {
  /* To ask whether a process is there, and how Go wakes its own threads. */
  if (/^mkdir(at)?\([^"]*"\/dev\/null\//.test(call)) return true;
  return /^kill\(\d+, 0\)|^tgkill\(\d+, \d+, SIGURG/.test(call);
}
