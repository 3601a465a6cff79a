import type { Piece, ShellWord } from '../shell-line.ts';
import { any, many, segmentOf, type Segment, type Sign } from './segment.ts';

/** Where a path may lead, as far as its text tells. */
export interface ShellPath {
  /** `/`, the home folder of the user who runs the command, or a place that is not known. */
  readonly root: 'top' | 'home' | 'unknown';
  readonly segments: readonly Segment[];
  /**
   * What stands behind the last `..` that follows a name. Where that name is a link, `..` leads elsewhere
   * than the text says (`/var/run/../etc` is `/etc`), so this part may begin anywhere.
   */
  readonly behindLink?: readonly Segment[];
}

export const homePath: ShellPath = { root: 'home', segments: [] };
const topPath: ShellPath = { root: 'top', segments: [] };
const unknownPath: ShellPath = { root: 'unknown', segments: [] };

/** The places that a word may name, given the folders that the command may run in. */
export function pathsOf(word: ShellWord, folders: readonly ShellPath[]): readonly ShellPath[] {
  const segments = splitSegments(word.pieces);
  return startsOf(word, folders).map((start) => follow(start, segments));
}

function startsOf(
  { pieces, text }: ShellWord,
  folders: readonly ShellPath[],
): readonly ShellPath[] {
  const [first, ...rest] = pieces;
  const isHome = ({ kind }: Piece) => kind === 'home' || kind === 'homeOf';
  if (rest.some(isHome)) return [unknownPath];
  if (first?.kind === 'home') return [homePath];
  if (first?.kind === 'homeOf') return [unknownPath];
  return text.startsWith('/') ? [topPath] : folders;
}

/** Whether a glob within the path may stand for `..`, which leads out of what was judged. */
export function mayClimbByGlob({ pieces }: ShellWord): boolean {
  return splitSegments(pieces)
    .slice(0, -1)
    .some(({ name, signs }) => name === undefined && signs[0] === '.' && !hasLetter(signs));
}

function hasLetter(signs: readonly Sign[]): boolean {
  return signs.some((sign) => typeof sign === 'string' && sign !== '.');
}

function splitSegments(pieces: readonly Piece[]): readonly Segment[] {
  const segments: Sign[][] = [[]];
  for (const sign of pieces.flatMap(signsOf)) {
    if (sign === '/') segments.push([]);
    else segments.at(-1)?.push(sign);
  }
  return segments.filter((signs) => signs.length > 0).map(segmentOf);
}

function signsOf(piece: Piece): readonly Sign[] {
  if (piece.kind === 'text') return Array.from(piece.text);
  if (piece.kind !== 'glob') return ['/'];
  return [piece.text === '*' ? many : any];
}

function follow(start: ShellPath, steps: readonly Segment[]): ShellPath {
  let { root } = start;
  const segments = [...start.segments];
  let behindLink = start.behindLink && [...start.behindLink];
  for (const step of steps) {
    if (step.name === '.') continue;
    if (step.name !== '..') {
      segments.push(step);
      behindLink?.push(step);
    } else if (segments.pop() !== undefined) {
      behindLink = [];
    } else if (root === 'home') root = 'unknown';
  }
  return {
    root,
    segments: root === 'top' ? withoutAliases(segments) : segments,
    ...(behindLink && { behindLink }),
  };
}

function withoutAliases(segments: readonly Segment[]): readonly Segment[] {
  const isAlias = segments[0]?.name === 'var' && segments[1]?.name === 'run';
  return isAlias ? segments.slice(1) : segments;
}
