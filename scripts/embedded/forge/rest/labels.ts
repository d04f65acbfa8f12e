import type { components } from '@octokit/openapi-types';
import type { Context } from '../model/context.ts';
import {
  addLabels,
  allLabels,
  createLabel,
  findLabel,
  type LabelRow,
  labelsOfPull,
  removeLabel,
  setLabels,
} from '../model/labels.ts';
import { nodeId } from '../node-id.ts';
import { notFound } from '../refusal.ts';
import { repoApi } from '../urls.ts';
import { type Body, paginate, param, pullOf, type RestRequest } from './request.ts';
import { route } from './router.ts';

export const labelRoutes = [
  route('GET /repos/{owner}/{repo}/labels', (request) =>
    paginate(request, allLabels(request.context)).map((label) => labelObject(request.context, label)),
  ),
  route(
    'POST /repos/{owner}/{repo}/labels',
    ({ context, body }) => {
      const label = createLabel(
        context,
        body.string('name'),
        body.optionalString('color'),
        body.optionalString('description') ?? null,
      );
      return labelObject(context, label);
    },
    { status: 201 },
  ),
  route('GET /repos/{owner}/{repo}/labels/{name}', (request) => {
    const label = findLabel(request.context, param(request, 'name'));
    if (label === undefined) throw notFound();
    return labelObject(request.context, label);
  }),
  route('GET /repos/{owner}/{repo}/issues/{issue_number}/labels', (request) => paginate(request, pullLabels(request))),
  route('PUT /repos/{owner}/{repo}/issues/{issue_number}/labels', (request) => {
    setLabels(request.context, pullOf(request, 'issue_number'), labelNames(request.body));
    return pullLabels(request);
  }),
  route('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', (request) => {
    addLabels(request.context, pullOf(request, 'issue_number'), labelNames(request.body));
    return pullLabels(request);
  }),
  route('DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}', (request) => {
    removeLabel(request.context, pullOf(request, 'issue_number'), param(request, 'name'));
    return pullLabels(request);
  }),
  route('DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels', (request) => {
    setLabels(request.context, pullOf(request, 'issue_number'), []);
    return undefined;
  }),
];

/** Reads the names of labels. As on GitHub, the body is `{labels: […]}` or only the array. */
function labelNames(body: Body): string[] {
  return body.has('items') ? body.strings('items') : body.strings('labels');
}

function pullLabels(request: RestRequest) {
  const { context } = request;
  return labelsOfPull(context, pullOf(request, 'issue_number').number).map((label) => labelObject(context, label));
}

export function labelObject({ site }: Context, label: LabelRow): components['schemas']['label'] {
  return {
    id: label.id,
    node_id: nodeId('LA', label.id),
    url: `${repoApi(site)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  };
}
