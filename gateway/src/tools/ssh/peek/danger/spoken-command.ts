import type { Command, Word } from 'unbash';
import { interpreters, wrappers } from './known-words.ts';

/** A command as it would run: its own name, behind `sudo`, `env` and the like. */
export interface SpokenCommand {
  readonly name: string;
  readonly args: readonly string[];
  readonly words: readonly Word[];
}

export function spokenCommand(command: Command): SpokenCommand {
  const words = wordsOf(command);
  const texts = words.map(({ value }) => value);
  const at = skipWrappers(texts);
  return { name: baseName(texts[at] ?? ''), args: texts.slice(at + 1), words };
}

export function wordsOf(command: Command): readonly Word[] {
  const args = command.args.flatMap((arg) => {
    if (arg.type === 'Word') return [arg];
    return [{ type: 'Word', text: arg.text, value: arg.text, pos: arg.pos, end: arg.end } as const];
  });
  return command.name ? [command.name, ...args] : args;
}

export function isInterpreter(name: string): boolean {
  return interpreters.has(name.replace(/[\d.]+$/, '')) || interpreters.has(name);
}

function skipWrappers(texts: readonly string[]): number {
  let at = 0;
  while (at < texts.length && wrappers.has(baseName(texts[at] ?? ''))) {
    at += 1;
    /* Options, their values, variables and durations, as far as can be told. */
    while (at < texts.length && /^(-|\w+=|\d+(\.\d+)?[smhd]?$)/.test(texts[at] ?? '')) {
      at += /^-[ugnkhpICPEtRsd]$/.test(texts[at] ?? '') ? 2 : 1;
    }
  }
  return at;
}

function baseName(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1);
}
