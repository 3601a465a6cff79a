import { afterAll, beforeAll, describe } from 'vitest';
import { testThroughTutti } from './through-tutti.suite.ts';
import { testWorkflows } from './workflows.suite.ts';
import { openWorld, type World } from './support/world.ts';

/* One n8n for all: it takes half a minute to start. */
let world: World;
beforeAll(async () => {
  world = await openWorld();
}, 300_000);
afterAll(() => world?.close(), 60_000);

describe('flows through Tutti', () => testThroughTutti(() => world));
describe('the workflows that ship', () => testWorkflows(() => world));
