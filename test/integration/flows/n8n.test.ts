import { testFlows } from './flows.suite.ts';

testFlows('n8n');
