import { testPasskeyStore } from '../../identity/passkey-store.suite.ts';
import { openTwoSqliteStores } from './testing/open-two.ts';

testPasskeyStore('SQLite', openTwoSqliteStores);
