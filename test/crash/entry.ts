/** The gateway as `tutti start` runs it, with tools whose effects can be counted, or without synced commits. */
import path from 'node:path';
import { loadConfig } from '../../gateway/src/config.ts';
import { createGateway } from '../../gateway/src/gateway.ts';
import { ledgerTools } from './ledger-tools.ts';

const config = loadConfig();
const ledgerFile = process.env['CRASH_TEST_LEDGER'] ?? path.join(config.dataDir, 'ledger.txt');
const gateway = await createGateway(config, {
  extraTools: ledgerTools(ledgerFile),
  ...(process.env['CRASH_TEST_UNSYNCED'] === '1' && { synchronous: 'OFF' }),
});
await gateway.listen();
process.on('SIGTERM', () => void gateway.stop().then(() => process.exit(0)));
