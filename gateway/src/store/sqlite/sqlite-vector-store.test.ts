import { testVectorStore } from '../../tools/memory/vector-store.suite.ts';
import { openTwoSqliteStores } from './testing/open-two.ts';

testVectorStore('SQLite', openTwoSqliteStores);
