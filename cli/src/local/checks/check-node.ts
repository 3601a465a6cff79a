import { findingsOf, type Finding } from './finding.ts';

const lowestMajor = 24;
const { ok, fail } = findingsOf('node');

export function checkNode(version: string): Finding {
  if (Number.parseInt(version, 10) >= lowestMajor) return ok(`Node ${version}`);
  return fail(
    `Node ${version} is too old.`,
    `Install Node ${lowestMajor} or newer, or Tutti with its optional packages.`,
  );
}
