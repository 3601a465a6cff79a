import { codeText } from './code-text.ts';
import type { NodeSpec, Parameters } from './flow-graph.ts';

type Extras = Pick<NodeSpec, 'onFailure' | 'evenIfEmpty' | 'once' | 'tries'>;

/** JavaScript: functions of files in `code/`, and a last line that uses them. */
export function code(name: string, files: readonly string[], last: string, extras: Extras = {}) {
  return {
    name,
    type: 'n8n-nodes-base.code',
    typeVersion: 2,
    parameters: { mode: 'runOnceForAllItems', jsCode: codeText(files, last) },
    ...extras,
  } satisfies NodeSpec;
}

/** Output 0 where the expression is true, output 1 where it is not. */
export function when(name: string, expression: string): NodeSpec {
  return {
    name,
    type: 'n8n-nodes-base.if',
    typeVersion: 2.2,
    onFailure: 'cannot fail',
    parameters: {
      conditions: {
        options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
        combinator: 'and',
        conditions: [
          {
            id: name,
            leftValue: `={{ ${expression} }}`,
            rightValue: '',
            operator: { type: 'boolean', operation: 'true', singleValue: true },
          },
        ],
      },
      options: {},
    },
  };
}

export function nothing(name: string): NodeSpec {
  return {
    name,
    type: 'n8n-nodes-base.noOp',
    typeVersion: 1,
    parameters: {},
    onFailure: 'cannot fail',
  };
}

/** Output 0 once all is done, output 1 for each batch. */
export function inBatches(name: string, size: number): NodeSpec {
  return {
    name,
    type: 'n8n-nodes-base.splitInBatches',
    typeVersion: 3,
    parameters: { batchSize: size, options: {} },
    onFailure: 'cannot fail',
  };
}

export function http(
  name: string,
  { url, body, bearer, method = 'POST', timeoutMs = 10_000, credential }: HttpCall,
  extras: Extras = {},
): NodeSpec {
  return {
    name,
    type: 'n8n-nodes-base.httpRequest',
    typeVersion: 4.2,
    parameters: {
      method,
      url,
      ...(credential !== undefined && {
        authentication: 'predefinedCredentialType',
        nodeCredentialType: credential.type,
      }),
      ...(bearer !== undefined && {
        sendHeaders: true,
        headerParameters: { parameters: [{ name: 'Authorization', value: bearer }] },
      }),
      ...(body !== undefined && { sendBody: true, specifyBody: 'json', jsonBody: body }),
      options: { timeout: timeoutMs },
    },
    ...(credential?.name !== undefined && {
      credentials: { [credential.type]: credential.name },
    }),
    ...extras,
  };
}

interface HttpCall {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly body?: string;
  readonly bearer?: string;
  readonly timeoutMs?: number;
  /** Without a name, it is for the owner to choose or not. */
  readonly credential?: { readonly type: string; readonly name?: string };
}

/** A node that speaks with one service, with the credential that n8n keeps for it. */
function service(type: string, typeVersion: number, credentials: Record<string, string>) {
  return (name: string, parameters: Parameters, extras: Extras = {}): NodeSpec => ({
    name,
    type: `n8n-nodes-base.${type}`,
    typeVersion,
    parameters,
    credentials,
    ...extras,
  });
}

export const gmail = service('gmail', 2.2, { gmailOAuth2: 'Gmail' });
export const slack = service('slack', 2.7, { slackApi: 'Slack' });
export const googleCalendar = service('googleCalendar', 1.3, {
  googleCalendarOAuth2Api: 'Google Calendar',
});
export const github = service('github', 1.1, { githubApi: 'GitHub' });
export const linear = service('linear', 1.1, { linearApi: 'Linear' });
export const notion = service('notion', 2.2, { notionApi: 'Notion' });

export function files(name: string, parameters: Parameters, extras: Extras = {}): NodeSpec {
  return { name, type: 'n8n-nodes-base.readWriteFile', typeVersion: 1.1, parameters, ...extras };
}

export function extractText(name: string): NodeSpec {
  return {
    name,
    type: 'n8n-nodes-base.extractFromFile',
    typeVersion: 1.1,
    parameters: { operation: 'text', destinationKey: 'data', options: { keepSource: 'json' } },
  };
}
