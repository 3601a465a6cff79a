/**
 * `npm run bench:ssh-peek`: how long it takes to judge one command, over all labelled commands: parsing, judging
 * and rendering, from text to verdict.
 */
import { existsSync } from 'node:fs';
import { classifyCommand } from '../gateway/src/tools/ssh/peek/classify-command.ts';
import {
  ownCorpus,
  readCorpus,
  sharedCorpus,
} from '../gateway/src/tools/ssh/peek/testing/read-corpus.ts';

const rounds = 50;
const files = existsSync(sharedCorpus) ? [ownCorpus, sharedCorpus] : [ownCorpus];
const commands = files.flatMap((file) => readCorpus(file).map(({ command }) => command));

const first = performance.now();
commands.forEach((command) => classifyCommand(command));
const coldMs = (performance.now() - first) / commands.length;

const times: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  for (const command of commands) {
    const started = performance.now();
    classifyCommand(command);
    times.push((performance.now() - started) * 1000);
  }
}
times.sort((a, b) => a - b);

const at = (fraction: number) => times[Math.floor(times.length * fraction)] ?? 0;
const microseconds = (value: number) => Number(value.toFixed(1));
console.log(
  `${commands.length} commands, ${rounds} rounds: median ${microseconds(at(0.5))} us, p99 ${microseconds(at(0.99))} us, ` +
    `slowest ${microseconds(at(1 - 1 / times.length))} us; first time ${microseconds(coldMs * 1000)} us each`,
);
console.log(
  JSON.stringify({
    bench: 'ssh-peek',
    commands: commands.length,
    median_ms: Number((at(0.5) / 1000).toFixed(4)),
    p99_ms: Number((at(0.99) / 1000).toFixed(4)),
  }),
);
