import { testRunStore } from '../../runs/run-store.suite.ts';
import { openTwoSqliteStores } from './testing/open-two.ts';

testRunStore('SQLite', openTwoSqliteStores);
