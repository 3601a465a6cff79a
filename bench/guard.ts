/** `npm run bench:guard`: what one decision costs, by how many rules have to be asked. */
import { decide } from '../gateway/src/guard/decide.ts';
import { compilePolicy } from '../gateway/src/guard/policy.ts';
import type { Rule } from '../gateway/src/guard/rule.ts';

const roundMs = 500;
const call = {
  caller: 'claude',
  intent: 'ssh.exec',
  effect: 'destructive',
  inputs: { host: 'prod-7', command: 'systemctl restart web' },
} as const;
const facts = { now: Date.parse('2026-03-04T12:00:00Z'), callsWithin: () => 1 };

const figures = {
  no_rules_us: microseconds([]),
  ten_asked_us: microseconds(rules(10, 'ssh.*')),
  thousand_elsewhere_us: microseconds(rules(1000, 'tool-$.do')),
  thousand_asked_us: microseconds(rules(1000, 'ssh.*')),
};

for (const [name, us] of Object.entries(figures)) {
  console.log(`${name.replaceAll('_', ' ').replace(/ us$/, '').padEnd(22)} ${us.toFixed(2)} µs`);
}
console.log(JSON.stringify({ bench: 'guard', ...figures }));

function rules(count: number, intent: string): readonly Rule[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `rule-${index}`,
    intent: intent.replace('$', String(index)),
    callers: ['chatgpt', 'cl*'],
    when: { host: `*-${index}`, command: 'systemctl *' },
    decide: 'approve',
  }));
}

function microseconds(written: readonly Rule[]): number {
  const policy = compilePolicy(written);
  const once = () => decide(call, { policy, lifted: new Set(), facts });
  for (const until = performance.now() + roundMs; performance.now() < until;) once();
  let decisions = 0;
  const started = performance.now();
  for (; performance.now() - started < roundMs; decisions += 1) once();
  return Math.round(((performance.now() - started) / decisions) * 100_000) / 100;
}
