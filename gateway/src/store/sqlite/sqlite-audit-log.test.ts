import { testAuditLog } from '../../platform/audit-log.suite.ts';
import { openTwoSqliteStores } from './testing/open-two.ts';

testAuditLog('SQLite', openTwoSqliteStores);
