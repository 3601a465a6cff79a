import type { z } from 'zod';
import { Answer, ErrorAnswer, httpStatusOfCode } from '#contract';
import type { JsonObject } from '../../../platform/json.ts';
import { queryFields, refToSchema } from './contract-schemas.ts';
import { doorErrorsOf, runErrorsOf } from './errors-of.ts';
import type {
  OpenApiContent,
  OpenApiOperation,
  OpenApiParameter,
  OpenApiResponse,
  SecurityRequirement,
} from './openapi-document.ts';
import type { Profile } from './openapi-query.ts';
import type { AnswerForm, Examples, Operation } from './operation.ts';

/** What the document says about one call. */
export function openApiOperation(operation: Operation, profile: Profile): OpenApiOperation {
  const { id, tag, summary, description, key, body, assistant } = operation;
  const parameters = [...pathParameters(operation), ...queryParameters(operation)];
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    ...(key !== 'caller' && { security: securityOf[key] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: json(body.schema, body.examples) } }),
    responses: { ...errorsByStatus(operation), ...answersByStatus(operation) },
    ...(profile === 'chatgpt' && { 'x-openai-isConsequential': assistant === 'acts' }),
  };
}

const securityOf: Record<'owner' | 'none', readonly SecurityRequirement[]> = {
  owner: [{ ownerKey: [] }],
  none: [],
};

function pathParameters({ path = {} }: Operation): readonly OpenApiParameter[] {
  return Object.entries(path).map(([name, description]) => ({
    name,
    in: 'path',
    required: true,
    description,
    schema: { type: 'string' },
  }));
}

function queryParameters({ query }: Operation): readonly OpenApiParameter[] {
  const fields = query ? queryFields(query) : [];
  return fields.map((field) => ({ in: 'query', ...field }));
}

function answersByStatus({ answers }: Operation): Record<string, OpenApiResponse> {
  return Object.fromEntries(
    Object.entries(answers).map(([status, form]) => [
      status,
      { description: form.description, content: contentOf(form) },
    ]),
  );
}

function contentOf(form: AnswerForm): OpenApiContent {
  if ('schema' in form) return json(form.schema, form.examples);
  const { text, example } = form;
  const schema = { type: text === 'application/json' ? 'object' : 'string' };
  return { [text]: { schema, ...(example !== undefined && { example }) } };
}

function json(schema: z.ZodType, examples?: Examples): OpenApiContent {
  return { 'application/json': { schema: refToSchema(schema), ...(examples && { examples }) } };
}

/** One response a status, with every code that it can carry. */
function errorsByStatus(operation: Operation): Record<string, OpenApiResponse> {
  const fromDoor = doorErrorsOf(operation);
  const fromRuns = runErrorsOf(operation);
  const codes = [...new Set([...fromDoor, ...fromRuns])];
  const byStatus = Object.groupBy(codes, (code) => String(httpStatusOfCode[code]));
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, codes = []]) => {
      const forms = [
        ...(codes.some((code) => fromRuns.includes(code)) ? [refToSchema(Answer)] : []),
        ...(codes.some((code) => fromDoor.includes(code)) ? [refToSchema(ErrorAnswer)] : []),
      ];
      return [status, { description: `Error: ${codes.join(', ')}.`, content: jsonOf(forms) }];
    }),
  );
}

function jsonOf(forms: readonly JsonObject[]): OpenApiContent {
  const [only, ...others] = forms;
  const schema = only && others.length === 0 ? only : { anyOf: forms };
  return { 'application/json': { schema } };
}
