import { testMemoryStore } from '../../tools/memory/memory-store.suite.ts';
import { openTwoSqliteStores } from './testing/open-two.ts';

testMemoryStore('SQLite', openTwoSqliteStores);
