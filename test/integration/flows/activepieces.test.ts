import { testFlows } from './flows.suite.ts';

testFlows('activepieces');
