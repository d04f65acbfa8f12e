import { unprocessable } from '../refusal.ts';
import { param } from './request.ts';
import { route } from './router.ts';

/**
 * The two calls that start a workflow. On GitHub they do so even with a token whose other calls start no workflow. The
 * forge itself runs no workflows. It keeps the call for what reads it before it is committed.
 */
export const dispatchRoutes = [
  route(
    'POST /repos/{owner}/{repo}/dispatches',
    ({ context, body }) => {
      const type = body.string('event_type');
      if (type.length > 100) throw unprocessable('event_type is too long (maximum is 100 characters)');
      const payload = body.object('client_payload')?.members ?? {};
      if (Object.keys(payload).length > 10) throw unprocessable('client_payload has more than 10 properties');
      context.dispatches.push({ kind: 'repository', type, payload });
      return undefined;
    },
    { needs: 'write' },
  ),
  route(
    'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
    (request) => {
      const { context, body } = request;
      context.dispatches.push({
        kind: 'workflow',
        workflow: param(request, 'workflow_id'),
        ref: body.string('ref'),
        inputs: body.object('inputs')?.members ?? {},
      });
      return undefined;
    },
    { needs: 'write', token: 'actions:write' },
  ),
];
