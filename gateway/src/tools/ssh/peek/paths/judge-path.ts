import type { ShellWord } from '../shell-line.ts';
import { confirmBecause, strictestOf, type Refusal } from '../verdict.ts';
import { judgeName } from './guarded-names.ts';
import { guardedPlaces, publicInSsh, type Place } from './guarded-places.ts';
import { judgeKernelFile } from './kernel-files.ts';
import { isAnyName, overlaps, patternSegment, type Segment } from './segment.ts';
import { mayClimbByGlob, pathsOf, type ShellPath } from './shell-path.ts';

/** What a command does at a path: show what is in it, show all below it, or only names, dates and sizes. */
export type PathAccess = 'content' | 'tree' | 'names';

/** What speaks against that, given the folders that the command may run in. */
export function judgePath(
  word: ShellWord,
  access: PathAccess,
  folders: readonly ShellPath[],
): Refusal | undefined {
  const climbs = mayClimbByGlob(word)
    ? confirmBecause(`${word.text}: a glob may stand for ".."`)
    : undefined;
  return strictestOf([
    climbs,
    ...pathsOf(word, folders).map((path) => judgeOne(path, access, word.text)),
  ]);
}

/** What is guarded at a path, whatever is done with it. */
export function judgePlaces(word: ShellWord, folders: readonly ShellPath[]): Refusal | undefined {
  return strictestOf(
    pathsOf(word, folders).map((path) => judgeGuarded(path, 'content', word.text)),
  );
}

function judgeOne(path: ShellPath, access: PathAccess, text: string): Refusal | undefined {
  const shown = access === 'names' ? 'names' : 'content';
  const last = path.segments.at(-1);
  return strictestOf([
    judgeGuarded(path, shown, text),
    access === 'tree' ? judgeBelow(path, text) : undefined,
    shown === 'content' && last && !isPublicCertificate(path) ? judgeName(last) : undefined,
    path.root === 'top' ? judgeKernelFile(path.segments, shown) : undefined,
  ]);
}

function judgeGuarded(
  path: ShellPath,
  access: 'content' | 'names',
  text: string,
): Refusal | undefined {
  const places = guardedPlaces.filter(
    (place) => !(access === 'names' && place.namesAreFine) && reaches(path, place, access),
  );
  return strictestOf(places.map((place) => refusalFor(place, { path, text })));
}

interface Asked {
  readonly path: ShellPath;
  readonly text: string;
}

function refusalFor(place: Place, { path, text }: Asked): Refusal {
  const name = path.segments.at(-1);
  const isStoreItself = endsWith(path.segments, place.segments);
  const isPublic = place.segments[0]?.name === '.ssh' && publicInSsh.test(name?.name ?? '');
  if (place.below && (isStoreItself || isPublic)) {
    return confirmBecause(`${text} lies in a place that ${place.says}`);
  }
  return { kind: place.kind, reason: `${text}: a place that ${place.says}` };
}

function reaches(path: ShellPath, place: Place, access: 'content' | 'names'): boolean {
  const ignoresStar = access === 'names';
  const { segments, behindLink } = path;
  return (
    segments.some((_, from) => fits({ segments, from, place, cut: 0, ignoresStar })) ||
    (behindLink !== undefined &&
      place.segments.some((_, cut) =>
        fits({ segments: behindLink, from: 0, place, cut, ignoresStar }),
      ))
  );
}

interface Fit {
  readonly segments: readonly Segment[];
  readonly from: number;
  readonly place: Place;
  /** How many names of the place are left out at its front. */
  readonly cut: number;
  /** Listing by `*` tells no more than listing the folder. */
  readonly ignoresStar: boolean;
}

function fits({ segments, from, place, cut, ignoresStar }: Fit): boolean {
  const wanted = place.segments.length - cut;
  const given = segments.length - from;
  if (given < wanted || (given > wanted && !place.below)) return false;
  for (let index = 0; index < wanted; index += 1) {
    const [asked, guarded] = [segments[from + index], place.segments[cut + index]];
    if (asked === undefined || guarded === undefined || !overlaps(asked, guarded)) return false;
    if (ignoresStar && isAnyName(asked)) return false;
  }
  return true;
}

function endsWith(segments: readonly Segment[], ending: readonly Segment[]): boolean {
  const from = segments.length - ending.length;
  return (
    from >= 0 && ending.every((segment, index) => segments[from + index]?.name === segment.name)
  );
}

const homes = [[], ['root'], ['home'], ['home', '*'], ['Users'], ['Users', '*']].map((names) =>
  names.map(patternSegment),
);

/** Whether what is guarded lies below a folder that is to be read as a whole. */
function judgeBelow(path: ShellPath, text: string): Refusal | undefined {
  const { root, segments, behindLink } = path;
  const isHome =
    root === 'top'
      ? homes.some(
          (home) =>
            home.length === segments.length &&
            home.every((name, at) => overlapsAt(segments, at, name)),
        )
      : segments.length === 0;
  const holdsStore = guardedPlaces.some((place) => isAbove(path, place));
  return isHome || holdsStore || behindLink?.length === 0
    ? confirmBecause(`${text} is read with all that lies below it, and that may hold secrets`)
    : undefined;
}

function isAbove({ root, segments }: ShellPath, place: Place): boolean {
  const isDotFolder = place.segments[0]?.name?.startsWith('.') ?? false;
  return place.segments.some((_, index) => {
    const length = index + 1;
    const from = segments.length - length;
    if (from < 0 || (from > 0 && root === 'top' && !isDotFolder)) return false;
    return place.segments
      .slice(0, length)
      .every((name, at) => overlapsAt(segments, from + at, name));
  });
}

function overlapsAt(segments: readonly Segment[], at: number, name: Segment): boolean {
  const asked = segments[at];
  return asked !== undefined && overlaps(asked, name);
}

/* Certificates are public, whatever their names end in. */
function isPublicCertificate({ root, segments }: ShellPath): boolean {
  const [first, second, third] = segments.map(({ name }) => name);
  if (root !== 'top') return false;
  if ((segments.at(-1)?.name ?? 'privkey').startsWith('privkey')) return false;
  return (
    (first === 'etc' && second === 'ssl' && third === 'certs') ||
    (first === 'etc' && second === 'pki' && third === 'ca-trust') ||
    (first === 'usr' && second !== 'local')
  );
}
