import type { HostFinding } from '#gateway';
import { findingsOf, type Finding } from './finding.ts';

const { ok, fail } = findingsOf('ssh hosts');

/** One finding for all hosts that can be tried, and one for each that cannot. */
export function checkHosts(hosts: readonly HostFinding[]): readonly Finding[] {
  const sound = hosts.filter(({ problems }) => problems.length === 0);
  const broken = hosts.flatMap(({ problems }) => problems);
  return [
    ...(sound.length === 0
      ? []
      : [ok(`keys are in place for ${sound.map(({ host }) => host).join(', ')}`)]),
    ...broken.map((problem) => fail(problem, 'See docs/ssh.md for what a host needs.')),
  ];
}
