import { stringify } from 'yaml';
import type { Sample } from '#embedded/office/samples.ts';

/**
 * A sample as another request, in a folder of its own.
 * @param slug name of its folder
 * @param changes by section of the request, what is another
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
