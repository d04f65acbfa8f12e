import { stringify } from 'yaml';
import type { Sample } from '#embedded/office/samples.ts';

/**
 * Makes another request from a sample, with its own folder.
 * @param slug the name of the folder
 * @param changes the fields that differ, by section of the request
 */
export function renamed(sample: Sample, slug: string, changes: Readonly<Record<string, object>>): Sample {
  const sections = Object.entries(changes).map(([name, values]) => [
    name,
    { ...(sample.request[name] as object), ...values },
  ]);
  const request = { ...sample.request, ...Object.fromEntries(sections) };
  const files = sample.files.map(({ path, bytes }) => ({
    path: path.replace(`/${sample.name}/`, `/${slug}/`),
    bytes: path.endsWith('/request.yaml') ? Buffer.from(stringify(request)) : bytes,
  }));
  return { ...sample, name: slug, request, files };
}
