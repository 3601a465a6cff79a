import { confirmBecause, type Refusal } from '../verdict.ts';
import type { Segment } from './segment.ts';

const processNames =
  'status|stat|statm|limits|cmdline|comm|mounts|mountinfo|mountstats|cgroup|io|sched|schedstat|wchan|oom_score|oom_score_adj|oom_adj|loginuid|sessionid|maps|smaps|smaps_rollup|numa_maps|uid_map|gid_map|personality|autogroup|timers|attr/current';

const readable: Readonly<Record<string, RegExp>> = {
  proc: new RegExp(
    [
      '^(meminfo|cpuinfo|loadavg|uptime|version|version_signature|mounts|stat|vmstat|diskstats|partitions|swaps)$',
      '^(filesystems|modules|interrupts|softirqs|devices|mdstat|cmdline|crypto|buddyinfo|zoneinfo|slabinfo)$',
      '^(pagetypeinfo|schedstat|locks|cgroups|consoles|dma|ioports|misc|fb|execdomains|mtrr|key-users)$',
      '^(net|sys|fs|irq|pressure)/(?!.*(secret|_key$|fastopen_key))',
      '^(scsi/scsi|driver/rtc)$',
      `^(self|thread-self|[\\d*]+)/(task/[\\d*]+/)?(${processNames}|net/[\\w/]+)$`,
    ].join('|'),
  ),
  dev: /^(null|stdin)$/,
  sys: /^(class|block|devices\/(system|virtual)|fs\/cgroup|kernel\/mm|module|hypervisor|power)\/(?!.*\/(resource\d*(_wc)?|rom|config|vpd|data|eeprom|.*pipe)$)/,
};

/* Even to list these can start or consume something. */
const untouchable = /^(kernel\/(debug|tracing)|firmware\/efi)(\/|$)/;

/** Files that the kernel makes up: some block, some never end, some change what they count when they are read. */
export function judgeKernelFile(
  segments: readonly Segment[],
  access: 'content' | 'names',
): Refusal | undefined {
  const [tree, ...rest] = segments.map(({ name }) => name ?? '*');
  if (tree === undefined) return undefined;
  if (tree === '*' && access === 'content')
    return confirmBecause('the glob may reach /proc or /dev');
  if (/^(net|afs)$/.test(tree) && rest.length > 0) {
    return confirmBecause(`/${tree}/${rest.join('/')} may be fetched from another machine`);
  }
  const pattern = readable[tree];
  if (!pattern) return undefined;
  const inside = rest.join('/');
  if (access === 'names') return judgeNames(tree, inside);
  return pattern.test(inside)
    ? undefined
    : confirmBecause(`/${tree}/${inside} is not among the files of /${tree} that are safe to read`);
}

function judgeNames(tree: string, inside: string): Refusal | undefined {
  if (tree === 'sys' && untouchable.test(inside)) {
    return confirmBecause(`/sys/${inside} is not safe to look into`);
  }
  /* What lies behind these links was not judged. */
  if (tree === 'proc' && /^[^/]+\/(root|cwd|task\/[^/]+\/(root|cwd))\//.test(inside)) {
    return confirmBecause(`/proc/${inside} leads into another root`);
  }
  return undefined;
}
