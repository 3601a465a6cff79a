import type { OwnGrammar } from '../command-shape.ts';
import { hasGlob, literalOf } from '../shell-line.ts';
import { confirmBecause } from '../verdict.ts';

const longFlags =
  /^--(forest|no-headers?|noheaders?|headers|cumulative|deselect|version|(sort|pid|ppid|user|User|group|Group|tty|cols|columns|width|rows|lines|format|quick-pid)=[\w.,@:+/%-]+)$/;
const longWithValue = /^--(sort|pid|ppid|user|format|cols|width|tty)$/;
/* `-e` is "every"; the letter e without a dash shows the environment of each process. */
const dashed = /^-[AadefFlLTHMZyjcwN]+$/;
const dashedWithValue = /^-[AadefFlLTHMZyjcwN]*[opuUCtgGsqO]$/;
const joinedValue = /^-[AadefFlLTHMZyjcwN]*[opuUCtgGsq][\w.,:%=-]+$/;
/* What fits no other form is read anew as if it had no dash. */
const dashedLikeBsd = /^-(ax|aux|axu)[wfhj]*$/;
const bare = /^[axuflwjsvhrTL]+$/;
const bareWithValue = /^[axuflwjsvhrTL]*[opUtO]$/;
const value = /^[+]?[\w.,:%=@/+-]+$/;
const pids = /^\d{1,9}(,\d{1,9})*$/;

export const ps: OwnGrammar = {
  cmd: 'ps',
  judge: (words) => {
    let wantsValue = false;
    for (const word of words) {
      const given = literalOf(word);
      if (given === undefined || hasGlob(word))
        return confirmBecause(`ps ${word.text} is not plain`);
      if (wantsValue) {
        if (!value.test(given) || given.startsWith('-')) return unknown(given);
        wantsValue = false;
        continue;
      }
      wantsValue = takesValue(given);
      if (!wantsValue && !isKnown(given)) return unknown(given);
    }
    return wantsValue ? confirmBecause('ps lacks a value') : undefined;
  },
  match: [
    'ps aux',
    'ps -ef --forest',
    'ps auxww',
    'ps -eo pid,ppid,cmd,%mem --sort=-%mem',
    'ps -p 1 -o comm=',
    'ps -u www-data',
    'ps axo pid,args',
    'ps -C nginx -f',
    'ps 1',
  ],
  notMatch: [
    'ps auxe',
    'ps e',
    'ps -auxe',
    'ps eww',
    'ps axe',
    'ps -o pid e',
    'ps -aux e',
    'ps -uxe',
  ],
};

function takesValue(word: string): boolean {
  if (dashedLikeBsd.test(word) || bare.test(word)) return false;
  return dashedWithValue.test(word) || bareWithValue.test(word) || longWithValue.test(word);
}

function isKnown(word: string): boolean {
  return (
    [longFlags, dashed, dashedLikeBsd, bare, pids].some((form) => form.test(word)) || isJoined(word)
  );
}

/* `-uxe` is user "xe", and where there is none, ps reads it as if it had no dash. */
function isJoined(word: string): boolean {
  return joinedValue.test(word) && !/[uUgGtp].*e/.test(word);
}

function unknown(word: string) {
  return confirmBecause(
    `ps ${word} is not known to leave out environments, which may hold secrets`,
  );
}
