import { existsSync } from 'node:fs';
import path from 'node:path';
import type { AuditVerdict } from '#gateway';
import { CliError } from '../../shared/cli-error.ts';
import { describeBroken } from '../describe-audit.ts';
import { verifyAuditLog, type AuditPlace } from '../verify-audit-log.ts';
import { findingsOf, reasonOf, type Finding } from './finding.ts';

const { ok, fail } = findingsOf('audit log');
const newest = 2000;

/** Looks at the end of the log only; "tutti audit verify" reads all of it. */
export async function checkAudit(place: AuditPlace): Promise<Finding> {
  if (!existsSync(path.join(place.dataDir, 'tutti.db'))) return ok('the first start begins it');
  try {
    return findingOf(await verifyAuditLog(place, { newest }));
  } catch (error) {
    if (error instanceof CliError && error.code === 'no_audit_log')
      return ok('the next start begins it');
    return fail(`It cannot be checked: ${reasonOf(error)}`, 'See docs/audit.md.');
  }
}

function findingOf(verdict: AuditVerdict): Finding {
  const { lastSeq, signed, broken, badHeads } = verdict;
  if (broken === undefined && badHeads.length === 0) {
    return ok(`its end holds: ${lastSeq} entries, signed up to entry ${signed?.seq ?? 0}`);
  }
  return fail(
    describeBroken(verdict),
    'Read all of it with "tutti audit verify"; see docs/audit.md.',
  );
}
