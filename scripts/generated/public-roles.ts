// Generated from schemas/public-roles.schema.json by `npm run generate`; edit the schema.

/**
 * What the roles are called, by their id.
 */
export interface PublicRoles {
  [k: string]: {
    id: string;
    en: string;
  };
}
