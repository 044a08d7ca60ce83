import type { Draft, Lanes } from './lanes/lanes.ts';
import { LIST_KEY } from './lanes/single-value.ts';

/** Version of the document format that this code writes (rules D1-D4). */
export const SCHEMA_VERSION = 1;

/** Oldest version whose edits do no harm to a document of this version. */
const EDITABLE_FROM = 1;

/** Notes the version in a document that has none, along with the first act. */
export const noteSchema = (lanes: Lanes, draft: Draft): void => {
  if (!draft.isEmpty && lanes.entries(LIST_KEY.schema).length === 0)
    draft.append(LIST_KEY.schema, SCHEMA_VERSION, EDITABLE_FROM);
};

/** Whether the document says that versions like this one must not edit it. */
export const needsNewerVersion = (lanes: Lanes): boolean =>
  lanes.entries(LIST_KEY.schema).some(({ values }) => typeof values[1] === 'number' && values[1] > SCHEMA_VERSION);
