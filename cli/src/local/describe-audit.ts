import type { AuditVerdict } from '#gateway';

/** What does not hold, a sentence each. */
export function describeBroken({ broken, badHeads }: AuditVerdict): string {
  return [
    'The audit log does not hold.',
    ...(broken ? [`Entry ${broken.seq}: ${broken.why}.`] : []),
    ...badHeads.map(({ place, why }) => `Signed head in ${place}: ${why}.`),
  ].join('\n');
}
