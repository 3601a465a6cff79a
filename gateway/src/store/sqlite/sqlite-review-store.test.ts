import { testReviewStore } from '../../intents/review-store.suite.ts';
import { openTwoSqliteStores } from './testing/open-two.ts';

testReviewStore('SQLite', openTwoSqliteStores);
