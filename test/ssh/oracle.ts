/**
 * `npm run test:oracle`: runs, in a root that is thrown away, what every labelled command that only reads is
 * rendered to, under strace, and fails on whatever writes, connects or starts something else. What is labelled
 * otherwise is never run.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { classifyCommand } from '../../gateway/src/tools/ssh/peek/classify-command.ts';
import { renderForShell } from '../../gateway/src/tools/ssh/peek/render-for-shell.ts';
import { allEntries } from '../../gateway/src/tools/ssh/peek/table/command-table.ts';
import {
  ownCorpus,
  readCorpus,
  sharedCorpus,
} from '../../gateway/src/tools/ssh/peek/testing/read-corpus.ts';
import { judgeTrace } from './oracle/judge-trace.ts';

interface Job {
  readonly command: string;
  readonly programs: readonly string[];
  readonly shellLine: string;
}

const builtins = new Set(
  'cd ulimit umask command type echo printf test [ true false pwd'.split(' '),
);

const namespaces = ['--mount', '--net', '--pid', '--uts', '--ipc', '--fork', '--mount-proc'];

const missing = whatIsMissing();
if (missing !== undefined) {
  console.log(`Skipped: ${missing}.`);
  process.exit(0);
}

/** Proves that faults are seen: what each of these does must be found out. */
const canaries = [
  { shellLine: 'cat /etc/hosts > /tmp/made', programs: ['cat'], sees: /^openat\(.*\/tmp\/made/ },
  { shellLine: 'mkdir /tmp/folder', programs: ['mkdir'], sees: /^mkdir\(/ },
  {
    shellLine: 'getent hosts example.org',
    programs: ['getent'],
    sees: /^(socket|connect)\(.*AF_INET/,
  },
  { shellLine: 'nice id', programs: ['nice'], sees: /^execve\(.*\/id"/ },
];

const { jobs, absent } = collectJobs();
const folder = mkdtempSync(path.join(tmpdir(), 'ssh-oracle-'));
const lines = [...jobs, ...canaries].map(({ shellLine }) => shellLine);
runInThrowawayRoot(lines);
const unseen = canaries.filter(
  (canary, index) => !faultsOf(canary, jobs.length + index).some((call) => canary.sees.test(call)),
);
const faulty = jobs
  .map((job, index) => ({ job, calls: faultsOf(job, index) }))
  .filter(({ calls }) => calls.length > 0);

for (const { job, calls } of faulty) {
  console.log(`\n${job.command}\n${calls.map((call) => `  ${call}`).join('\n')}`);
}
for (const { shellLine } of unseen)
  console.log(`\nNot seen, although it does more than read: ${shellLine}`);
console.log(
  `\n${jobs.length} commands ran, ${absent} need a program that is not here, ${faulty.length} did more than read`,
);
console.log(
  JSON.stringify({ test: 'ssh-oracle', ran: jobs.length, absent, faults: faulty.length }),
);
const isWell = faulty.length === 0 && unseen.length === 0;
if (isWell) rmSync(folder, { recursive: true });
else console.log(`Traces: ${path.join(folder, 'traces')}`);
process.exitCode = isWell ? 0 : 1;

function whatIsMissing(): string | undefined {
  if (process.platform !== 'linux') return 'it needs Linux';
  if (process.getuid?.() !== 0) return 'only root can make a root to throw away';
  for (const program of ['strace', 'unshare', 'mount', 'chroot']) {
    if (!isHere(program)) return `${program} is not installed`;
  }
  const tried = spawnSync('unshare', [...namespaces, 'true']);
  return tried.status === 0 ? undefined : 'namespaces cannot be made here';
}

function isHere(program: string): boolean {
  return ['/usr/sbin', '/usr/bin', '/sbin', '/bin'].some((place) =>
    existsSync(path.join(place, program)),
  );
}

function collectJobs(): { jobs: readonly Job[]; absent: number } {
  const files = existsSync(sharedCorpus) ? [ownCorpus, sharedCorpus] : [ownCorpus];
  const labelled = files.flatMap((file) =>
    readCorpus(file).filter(({ verdict }) => verdict === 'peek_ok'),
  );
  const commands = new Set([
    ...labelled.map(({ command }) => command),
    ...allEntries.flatMap(({ match }) => match),
  ]);
  const all = [...commands].flatMap((command) => jobFor(command) ?? []);
  const jobs = all.filter(({ programs }) => programs.every(isThere));
  return { jobs, absent: all.length - jobs.length };
}

function jobFor(command: string): Job | undefined {
  const verdict = classifyCommand(command);
  if (verdict.kind !== 'peek_ok') return undefined;
  const programs = verdict.commands.flatMap(namesIn);
  return { command, programs, shellLine: renderForShell(verdict, { timeoutS: 10 }) };
}

/** The name of a command, and of the one that it wraps. */
function namesIn([name = '', ...rest]: readonly string[]): readonly string[] {
  if (name === 'timeout') return [name, ...namesIn(rest.slice(1))];
  if (name !== 'nice') return [name];
  return [name, ...namesIn(rest.slice(rest[0] === '-n' ? 2 : 0))];
}

function isThere(program: string): boolean {
  return builtins.has(program) || (program.startsWith('/') ? existsSync(program) : isHere(program));
}

function runInThrowawayRoot(shellLines: readonly string[]): void {
  mkdirSync(path.join(folder, 'jobs'));
  shellLines.forEach((line, index) =>
    writeFileSync(path.join(folder, 'jobs', nameOf(index)), line),
  );
  const script = path.join(import.meta.dirname, 'oracle/throwaway-root.sh');
  const ran = spawnSync('unshare', [...namespaces, 'bash', script, folder], { encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`The throwaway root could not be made: ${ran.stderr}`);
}

function faultsOf({ programs }: { readonly programs: readonly string[] }, index: number) {
  const file = path.join(folder, 'traces', nameOf(index));
  const trace = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (!trace.includes('execve(')) return ['it left no trace'];
  return [...new Set(judgeTrace({ programs, trace }))].slice(0, 6);
}

function nameOf(index: number): string {
  return String(index).padStart(4, '0');
}
