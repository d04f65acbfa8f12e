/** Decap's configuration, as far as the form uses it (Decap CMS 3.16). */

export interface DecapOption {
  readonly label: string;
  readonly value: string;
}

/** One field of a collection. */
export interface DecapField {
  readonly name: string;
  readonly label: string;
  readonly widget: string;
  readonly hint?: string;
  /** Said beside the label; it keeps nobody from saving. */
  readonly required?: boolean;
  readonly default?: string | boolean;
  readonly options?: readonly DecapOption[];
  readonly multiple?: boolean;
  readonly value_type?: 'int' | 'float';
  readonly step?: number;
  readonly collapsed?: boolean;
  readonly fields?: readonly DecapField[];
  readonly field?: DecapField;
  /** Of our own widget for times: the procedure's zone (IANA name), and what it is called. */
  readonly zone?: string;
  readonly zone_name?: string;
  /** Of a constant, such as the procedure: the name of the value. */
  readonly title?: string;
}

/** A folder of entries: the requests of one procedure. */
export interface DecapCollection {
  readonly name: string;
  readonly label: string;
  readonly label_singular: string;
  readonly description: string;
  readonly folder: 'requests';
  readonly path: string;
  readonly slug: string;
  readonly identifier_field: string;
  readonly summary: string;
  readonly filter?: { readonly field: string; readonly value: string };
  readonly format: 'yaml';
  readonly extension: 'yaml';
  readonly create: true;
  readonly publish: false;
  readonly delete: false;
  readonly media_folder: '';
  readonly public_folder: '';
  readonly fields: readonly DecapField[];
}

export interface DecapBackend {
  readonly name: string;
  readonly repo: string;
  readonly branch: string;
  readonly auth_endpoint: string;
  readonly cms_label_prefix: string;
  /** Absent in the embedded forge: the page's own origin. */
  readonly base_url?: string;
  readonly api_root?: string;
  readonly commit_messages: Readonly<Record<'create' | 'update' | 'delete' | 'uploadMedia' | 'deleteMedia', string>>;
}

export interface DecapConfig {
  readonly backend: DecapBackend;
  readonly load_config_file: false;
  readonly locale: string;
  readonly publish_mode: 'editorial_workflow';
  readonly show_preview_links: true;
  readonly media_folder: string;
  readonly public_folder: string;
  readonly slug: { readonly encoding: 'ascii'; readonly clean_accents: true; readonly sanitize_replacement: '-' };
  readonly collections: readonly DecapCollection[];
}
