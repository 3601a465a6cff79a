/** One system call. Where others happened in between, it ends later than it starts: places in the trace are its time. */
export interface SystemCall {
  readonly name: string;
  /** What its file descriptor stands for: a path, or `socket:[…]`. */
  readonly file: string;
  /** Its arguments as strace writes them; for what reads, also what was read. */
  readonly text: string;
  readonly startsAt: number;
  /** Infinity: it never came back. */
  readonly endsAt: number;
  readonly failed: boolean;
}

interface Begun {
  readonly head: string;
  readonly startsAt: number;
}

/** Reads what `strace -f -y` wrote. Lines that are no calls on a file (signals, exits) are left out. */
export function parseTrace(trace: string): readonly SystemCall[] {
  const calls: SystemCall[] = [];
  const begun = new Map<string, Begun>();
  for (const [at, line] of trace.split('\n').entries()) {
    const [, thread, rest] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (thread === undefined || rest === undefined) continue;
    const unfinished = /^(.*) <unfinished \.\.\.>$/.exec(rest);
    if (unfinished?.[1] !== undefined) {
      begun.set(thread, { head: unfinished[1], startsAt: at });
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest);
    const first = resumed && begun.get(thread);
    begun.delete(thread);
    const whole = resumed ? `${first?.head ?? ''}${resumed[1]}` : rest;
    const call = callOf(whole, { startsAt: first?.startsAt ?? at, endsAt: at });
    if (call) calls.push(call);
  }
  for (const { head, startsAt } of begun.values()) {
    const call = callOf(head, { startsAt, endsAt: Infinity });
    if (call) calls.push(call);
  }
  return calls.toSorted((a, b) => a.startsAt - b.startsAt);
}

function callOf(
  text: string,
  { startsAt, endsAt }: { startsAt: number; endsAt: number },
): SystemCall | undefined {
  const [, name, file] = /^(\w+)\(\d+<([^>]*)>/.exec(text) ?? [];
  if (name === undefined || file === undefined) return undefined;
  return { name, file, text, startsAt, endsAt, failed: / = -1 \w+/.test(text.slice(-60)) };
}
