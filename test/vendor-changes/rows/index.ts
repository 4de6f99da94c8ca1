import type { Row } from "../support/row.js";
import { answers } from "./answers.js";
import { components } from "./components.js";
import { documents } from "./documents.js";
import { entities } from "./entities.js";
import { membersAdded } from "./members-added.js";
import { membersRemoved } from "./members-removed.js";
import { membersRenamed } from "./members-renamed.js";
import { operations } from "./operations.js";
import { operationsAdded } from "./operations-added.js";
import { operationsMoved } from "./operations-moved.js";
import { parameters } from "./parameters.js";
import { requests } from "./requests.js";
import { rewrittenAlike } from "./rewritten.js";
import { several } from "./several.js";
import { typesChanged } from "./types-changed.js";
import { values } from "./values.js";
import { webhooks } from "./webhooks.js";

type Kinds = Readonly<Record<string, readonly Row[]>>;

/** The table, in parts that a machine with several cores runs side by side. */
export const parts = {
  members: {
    "members added": membersAdded,
    "members removed": membersRemoved,
    "members renamed": membersRenamed,
    "types changed": typesChanged,
    values,
  },
  operations: {
    operations,
    "operations added": operationsAdded,
    "operations moved": operationsMoved,
    parameters,
    requests,
  },
  answers: { answers, components, entities },
  documents: { documents, "rewritten alike": rewrittenAlike, webhooks, several },
} satisfies Record<string, Kinds>;
