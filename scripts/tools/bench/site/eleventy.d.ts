/** What the bench uses of Eleventy, which comes without types. */
declare module '@11ty/eleventy' {
  interface UserConfig {
    addTemplate(path: string, content: (data: Record<string, unknown>) => string, data: object): void;
    addGlobalData(name: string, value: unknown): void;
    setUseGitIgnore(use: boolean): void;
  }
  interface Options {
    readonly quietMode?: boolean;
    readonly config?: (configuration: UserConfig) => void;
  }
  export default class Eleventy {
    constructor(input: string, output: string, options: Options);
    write(): Promise<unknown>;
  }
}
