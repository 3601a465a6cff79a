import type { Paint } from '../shared/terminal.ts';
import { printableLine } from '../shared/printable.ts';
import { shellQuote } from '../shared/shell-quote.ts';

export interface StartedGateway {
  readonly url: string;
  readonly version: string;
  /** Where others reach it, if they do. */
  readonly publicUrl?: string;
  readonly dataDir: string;
  readonly configFile?: string;
  /** What waits for the owner, and what fails. */
  readonly notices: readonly string[];
  readonly keys: { readonly apiKey?: string; readonly ownerKey?: string };
  /** How this command line is called here: in a checkout there is no `tutti` on the path. */
  readonly command: string;
}

/** What a person at a terminal sees once the gateway listens. */
export function startScreen(started: StartedGateway, paint: Paint): string {
  const { url, publicUrl, version, dataDir, configFile, keys, command } = started;
  return [
    '',
    `  ${paint(['bold', 'green'], 'Tutti')} ${version} listens on ${paint('bold', url)}`,
    '',
    ...(publicUrl === undefined ? [] : [`  From outside   ${paint('bold', publicUrl)}`]),
    `  Documentation  ${url}/docs`,
    `  Data           ${dataDir}`,
    `  Configuration  ${configFile ?? `defaults (${paint('cyan', `${command} init`)} writes a file to change them)`}`,
    ...started.notices.map(
      (notice) => `  ${paint('yellow', 'Look at')}        ${printableLine(notice, 300)}`,
    ),
    ...keyLines(keys, paint),
    '',
    '  Try it:',
    '',
    ...indent(firstCurl(url, keys.apiKey)),
    '',
    `    ${command} call memory.search query="spare key"`,
    '',
    `  ${paint('dim', 'Ctrl-C stops it.')}`,
    '',
  ].join('\n');
}

function keyLines({ apiKey, ownerKey }: StartedGateway['keys'], paint: Paint): string[] {
  if (apiKey === undefined && ownerKey === undefined) return [];
  return [
    '',
    `  ${paint('yellow', 'New keys, shown only this once:')}`,
    ...(apiKey === undefined
      ? []
      : [`  API key    ${paint('bold', apiKey)}  ${paint('dim', 'for an assistant or a script')}`]),
    ...(ownerKey === undefined
      ? []
      : [`  Owner key  ${paint('bold', ownerKey)}  ${paint('dim', 'for you alone')}`]),
  ];
}

function firstCurl(url: string, apiKey: string | undefined): string[] {
  const key = apiKey ?? '$TUTTI_API_KEY';
  const body = {
    intent: 'memory.write',
    inputs: { text: 'The spare key is with Ada.', tags: ['home'] },
  };
  return [
    `curl ${url}/orchestrate \\`,
    `  -H "Authorization: Bearer ${key}" -H "Content-Type: application/json" \\`,
    `  -d ${shellQuote(JSON.stringify(body))}`,
  ];
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `    ${line}`);
}
