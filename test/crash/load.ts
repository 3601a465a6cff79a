import { send, type Sent } from './sent.ts';
import type { Client } from './support/client.ts';

/* Long enough that some are always caught between their effect and their end. */
const longestStepMs = 400;

export interface Load {
  readonly sent: readonly Sent[];
  /** How many calls were on their way at most. */
  readonly mostAtOnce: number;
}

export interface LoadPlan {
  readonly round: string;
  /** Speaks for a caller of many calls at once. */
  readonly client: Client;
  /** Each speaks for a caller of its own, which makes one call after another and gives no keys. */
  readonly lone: readonly Client[];
  readonly memoryWriters: number;
  readonly ledgerWriters: number;
  readonly random: () => number;
}

/** Writers that send one call after another, all at once, until the gateway is gone. */
export async function sendUntilGone(plan: LoadPlan): Promise<Load> {
  const sent: Sent[] = [];
  let underWay = 0;
  let mostAtOnce = 0;

  async function write(name: string, next: (mark: string) => Sent, client: Client): Promise<void> {
    for (let turn = 0; ; turn += 1) {
      const one = next(`${plan.round} ${name} call${turn}`);
      sent.push(one);
      underWay += 1;
      mostAtOnce = Math.max(mostAtOnce, underWay);
      const answered = await send(one, client);
      underWay -= 1;
      if (!answered) return;
    }
  }

  const { client, random } = plan;
  const many = (count: number, name: string, next: (mark: string) => Sent) =>
    Array.from({ length: count }, (_, n) => write(`${name}${n}`, next, client));
  await Promise.all([
    ...many(plan.ledgerWriters, 'once', (mark) => ledgerCall('once', mark, random)),
    ...many(plan.ledgerWriters, 'safe', (mark) => ledgerCall('safe', mark, random)),
    ...many(plan.memoryWriters, 'memory', (mark) =>
      memoryCall(mark, { ...plan, keyed: random() < 0.8 }),
    ),
    ...plan.lone.map((own, n) => write(`lone${n}`, (mark) => loneCall(mark, plan.round), own)),
  ]);
  return { sent, mostAtOnce };
}

function memoryCall(
  mark: string,
  { round, random, keyed }: { round: string; random: () => number; keyed: boolean },
): Sent {
  const key = `key of ${mark}`;
  return {
    kind: 'memory',
    mark,
    standing: 'unanswered',
    ...(keyed && { key }),
    request: {
      intent: 'memory.write',
      inputs: { text: mark, tags: [round] },
      ...(keyed && { idempotency_key: key }),
      ...(random() < 0.15 && { wait_s: 0 }),
    },
  };
}

/* Without a key: as nothing else of this caller came in between, sending it again still joins it. */
function loneCall(mark: string, round: string): Sent {
  const request = { intent: 'memory.write', inputs: { text: mark, tags: [round] } };
  return { kind: 'memory', mark, key: 'derived', standing: 'unanswered', request };
}

function ledgerCall(kind: 'once' | 'safe', mark: string, random: () => number): Sent {
  const key = `key of ${mark}`;
  const ms = () => Math.floor(random() * longestStepMs);
  return {
    kind,
    mark,
    key,
    standing: 'unanswered',
    request: {
      intent: `ledger.${kind}`,
      inputs: { id: mark, before_ms: ms(), after_ms: ms() },
      idempotency_key: key,
      ...(random() < 0.3 && { wait_s: 0 }),
    },
  };
}
