import { testIdentityStore } from '../../identity/identity-store.suite.ts';
import { openTwoSqliteStores } from './testing/open-two.ts';

testIdentityStore('SQLite', openTwoSqliteStores);
