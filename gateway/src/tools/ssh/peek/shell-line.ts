/** Commands joined by operators: all of the shell's grammar that Tutti judges and renders. */
export interface ShellLine {
  readonly commands: readonly ShellCommand[];
  /** What stands between command n and n+1. */
  readonly joins: readonly Join[];
}

export type Join = '|' | '&&' | '||' | ';';

export interface ShellCommand {
  readonly assignments: readonly ShellAssignment[];
  /** The name and what follows it; empty only where there are assignments or redirects alone. */
  readonly words: readonly ShellWord[];
  readonly redirects: readonly ShellRedirect[];
}

export interface ShellAssignment {
  readonly name: string;
  readonly value: ShellWord;
}

export interface ShellWord {
  readonly pieces: readonly Piece[];
  /** As people read it: quotes gone, globs and `$HOME` as they were written. */
  readonly text: string;
  /** Written without any quote, escape or expansion. */
  readonly plain: boolean;
  /** Names a program to run, as does the word behind `timeout 5`. */
  readonly isName?: true;
}

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'glob'; readonly text: string }
  | { readonly kind: 'home' }
  | { readonly kind: 'homeOf'; readonly user: string };

export type ShellRedirect =
  /** `n>&m`: one stream goes where another goes. */
  | { readonly kind: 'copy'; readonly from: number; readonly to: number }
  | { readonly kind: 'close'; readonly from: number }
  | {
      readonly kind: 'file';
      readonly from: number;
      readonly operator: '>' | '>>' | '>|' | '<';
      readonly target: ShellWord;
    }
  /** `&>`: both streams into one file. */
  | { readonly kind: 'both'; readonly operator: '>' | '>>'; readonly target: ShellWord };

/** The text of a word without globs or home folders in it, which is then all that the program gets. */
export function literalOf(word: ShellWord): string | undefined {
  return word.pieces.every((piece) => piece.kind === 'text') ? word.text : undefined;
}

export function hasGlob(word: ShellWord): boolean {
  return word.pieces.some((piece) => piece.kind === 'glob');
}
