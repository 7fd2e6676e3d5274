/** The published description of the API, as somebody who has nothing else would use it. */
import Ajv2020 from 'ajv/dist/2020.js';

type Schema = object;
type Operation = {
  operationId: string;
  summary: string;
  description: string;
  requestBody?: { content: Record<string, unknown> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
};
export type OpenApi = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};
export type Described = { method: string; path: string; operation: Operation };

export async function readDescription(url: string): Promise<OpenApi> {
  return (await (await fetch(`${url}/docs/json`)).json()) as OpenApi;
}

export const operationsOf = (document: OpenApi): Described[] =>
  Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );

/** `GET /api/sites/{id}` as the relay's own router calls it. */
export const routeOf = ({ method, path }: Described): string => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`;

/** What is wrong with an answer by its description; empty where nothing is. */
export function createJudge(document: OpenApi) {
  const ajv = new Ajv2020.default({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: 'document', components: document.components });
  return function judge({ operation }: Described, status: number, body: string): string[] {
    const response = operation.responses[status];
    if (!response) return [`${status} is not described`];
    const schema = response.content?.['application/json']?.schema;
    // A file: what it is, its route's own test says.
    if (!schema && response.content && body) return [];
    if (!schema) return body ? [`${status} has a body that is not described`] : [];
    const local = JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"document#/components'));
    const validate = ajv.compile(local);
    if (validate(JSON.parse(body))) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${status} ${instancePath} ${message}`);
  };
}
