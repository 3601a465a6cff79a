/**
 * `npm run test:crash -- --kills 25 --seed 7`: kills the gateway amid thousands of calls, again and
 * again on one data folder, and holds what was promised against what is there. Then runs the tests
 * beside this file: order of syncs, full disk, locked database. The last line is JSON.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { run } from '../../tooling/run.ts';
import { checkDatabase } from './check-database.ts';
import { judgeAll, killOnce, openHouse, together, type Round } from './kill-rounds.ts';
import type { Verdict } from './judge.ts';
import { newDataDir } from './support/gateway-process.ts';
import { createRandom } from './support/random.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '5' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    only: { type: 'string', default: 'all' },
  },
});
const wantedKills = Number(values.kills);
const seed = Number(values.seed);
if (!Number.isInteger(wantedKills) || wantedKills < 1 || !Number.isInteger(seed)) {
  console.error('--kills takes a whole number from 1, --seed a whole number');
  process.exit(2);
}

console.log(`seed ${seed} (--seed ${seed} plays it again)`);
const rounds = await killManyTimes();
const tests = values.only === 'kills' ? undefined : await runTests();
summarize();

async function killManyTimes() {
  const { dataDir, remove } = newDataDir();
  const done: Round[] = [];
  const problems: string[] = [];
  let verdict: Verdict = { lost: [], repeated: [], misjudged: [], unknown: 0 };
  try {
    const house = await openHouse(dataDir, createRandom(seed));
    for (let kills = 0; kills < wantedKills;) {
      const round = await killOnce(house, `s${seed}r${done.length + 1}`);
      done.push(round);
      kills += round.kills;
      verdict = together(verdict, round.verdict);
      report(round, kills);
    }
    verdict = together(verdict, await judgeAll(house));
    problems.push(...checkDatabase(dataDir));
  } catch (error) {
    /* A gateway that does not come up again, say, or that stops answering. */
    problems.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  console.log(problems.length === 0 ? 'The database is sound.' : problems.join('\n'));
  for (const [name, marks] of Object.entries(faultsOf(verdict))) {
    for (const mark of marks.slice(0, 10)) console.log(`${name}: ${mark}`);
  }
  if (isWell(verdict) && problems.length === 0) remove();
  else console.log(`The data folder is kept: ${dataDir}`);
  return { done, problems, verdict };
}

function report(round: Round, kills: number): void {
  const { lost, repeated, misjudged, unknown } = round.verdict;
  const again = round.kills > 1 ? ', again while it recovered' : '';
  console.log(
    `kill ${kills}: after ${round.killedAfterMs.toFixed(0)} ms with ${round.mostAtOnce} calls at once${again}; ` +
      `${round.acknowledged} acknowledged, ${round.unanswered} unanswered (${round.doneAnyway} of them done); ` +
      `up in ${round.restartMs.toFixed(0)} ms, recovered in ${round.recoveryMs.toFixed(0)} ms; ` +
      `lost ${lost.length}, repeated ${repeated.length}, misjudged ${misjudged.length}, unknown ${unknown}`,
  );
}

function faultsOf({ lost, repeated, misjudged }: Verdict) {
  return { lost, repeated, misjudged };
}

function isWell(verdict: Verdict): boolean {
  return Object.values(faultsOf(verdict)).every((marks) => marks.length === 0);
}

async function runTests(): Promise<boolean> {
  const root = path.resolve(import.meta.dirname, '../..');
  const { code, output } = await run('vitest', ['run', '--project=crash'], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1' },
  });
  console.log(output.trim());
  return code === 0;
}

function summarize(): void {
  const { done, problems, verdict } = rounds;
  const sum = (count: (round: Round) => number) => done.reduce((all, one) => all + count(one), 0);
  const figures = {
    test: 'crash',
    kills: sum(({ kills }) => kills),
    acknowledged: sum(({ acknowledged }) => acknowledged),
    lost: verdict.lost.length,
    repeated: verdict.repeated.length,
    unknown: verdict.unknown,
    misjudged: verdict.misjudged.length,
    unanswered: sum(({ unanswered }) => unanswered),
    problems: problems.length,
    ...(tests !== undefined && { other_tests: tests ? 'passed' : 'failed' }),
    seed,
  };
  const sawNothing = figures.acknowledged === 0 || figures.unknown === 0;
  if (sawNothing) console.log('Nothing was acknowledged, or nothing cut off: this proves nothing.');
  console.log(JSON.stringify(figures));
  const well = isWell(verdict) && problems.length === 0 && tests !== false && !sawNothing;
  process.exitCode = well ? 0 : 1;
}
