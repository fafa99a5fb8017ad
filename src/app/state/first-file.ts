import type { ScenarioFile } from '../../scenario/file-format.ts';
import { parseScenarioText } from '../../scenario/parse.ts';
import type { ScenarioError } from '../../scenario/scenario-error.ts';
import { decodeShareText, isShareHash } from '../../scenario/share-link.ts';

export type LinkedFile =
  | { readonly ok: true; readonly file: ScenarioFile }
  | { readonly ok: false; readonly errors: readonly ScenarioError[] };

const EXAMPLE_HASH = /^#example\/([\w-]+)$/;

/** An example as the page's address names it. */
export interface LinkableExample {
  readonly id: string;
  readonly file: ScenarioFile;
}

export type LoadExamples = () => Promise<readonly LinkableExample[]>;

/** The scenario that a URL hash stands for: a share link, or `#example/id`; null when it is neither. */
export async function linkedFile(hash: string, loadExamples: LoadExamples): Promise<LinkedFile | null> {
  const exampleId = EXAMPLE_HASH.exec(hash)?.[1];
  if (exampleId !== undefined) return linkedExample(exampleId, loadExamples);
  if (!isShareHash(hash)) return null;
  const shared = await decodeShareText(hash);
  return shared.ok ? parseScenarioText(shared.text) : failure(shared.message);
}

async function linkedExample(exampleId: string, loadExamples: LoadExamples): Promise<LinkedFile> {
  try {
    const examples = await loadExamples();
    const example = examples.find(({ id }) => id === exampleId);
    if (example !== undefined) return { ok: true, file: example.file };
    const accepted = examples.map(({ id }) => `#example/${id}`).join(', ');
    return failure(`There is no example "${exampleId}"`, accepted);
  } catch {
    return failure('The examples could not be fetched');
  }
}

function failure(message: string, accepted?: string): LinkedFile {
  const error: ScenarioError = { path: '', code: 'bad-value', message };
  return { ok: false, errors: [accepted === undefined ? error : { ...error, accepted }] };
}
