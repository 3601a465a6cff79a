import { startFixtureServer } from '../../test/conformance/fixture/fixture-server.ts';

const { url } = await startFixtureServer();
console.log(url);
