import type { PublicData } from './export-register.ts';

/** A file of the public data: its path below the data folder and its text. */
export interface PublicFile {
  readonly path: string;
  readonly text: string | Uint8Array;
}

/** The public data as files (R33): JSON for what is one thing, JSON Lines for what is many, one file a case beside. */
export function publicFiles(data: PublicData): PublicFile[] {
  return [
    json('register.json', data.register),
    lines('cases.jsonl', data.cases),
    lines('events.jsonl', data.events),
    json('roles.json', data.roles),
    json('rooms.json', { rooms: data.rooms, uses: data.uses }),
    lines('procedures.jsonl', data.procedures),
    ...data.cases.map((each) => json(`cases/${each.id}.json`, each)),
    ...data.procedures.map((each) => json(`procedures/${each.id}.json`, each)),
  ];
}

const json = (path: string, value: unknown): PublicFile => ({ path, text: `${JSON.stringify(value, null, 2)}\n` });

const lines = (path: string, values: readonly unknown[]): PublicFile => ({
  path,
  text: values.map((value) => `${JSON.stringify(value)}\n`).join(''),
});
