import { problemSentence, type Text } from '#domain/problem.ts';
import type { TextFault } from '#domain/request/text.ts';

/** What is wrong with a field. */
export interface Fault {
  /** JSON pointer of the field in the result. */
  readonly path: string;
  readonly label: Text;
  readonly message: Text;
}

/** What R9 has against a text, with what stood there and what to do. */
export function faultSentence(fault: TextFault): Text {
  const problem = { file: '', path: '', ...fault };
  return { id: problemSentence(problem, 'id'), en: problemSentence(problem, 'en') };
}
