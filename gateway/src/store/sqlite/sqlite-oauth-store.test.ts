import { testOAuthStore } from '../../identity/oauth-store.suite.ts';
import { openTwoSqliteStores } from './testing/open-two.ts';

testOAuthStore('SQLite', openTwoSqliteStores);
