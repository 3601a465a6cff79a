import { testOutboxStore } from '../../delivery/outbox-store.suite.ts';
import { openTwoSqliteStores } from './testing/open-two.ts';

testOutboxStore('SQLite', openTwoSqliteStores);
