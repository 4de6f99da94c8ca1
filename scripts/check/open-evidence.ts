import { readFile, writeFile } from "node:fs/promises";
import { parse } from "yaml";
import { Unusable } from "../../src/bin/check-command.js";
import type { Check } from "../../src/check/check.js";
import { Schemas } from "../../src/check/schema.js";
import type { Document } from "../document/document.js";
import type { Json } from "../document/json.js";
import type { Evidence } from "../evidence/evidence.js";
import { evidenceYaml, readEvidence } from "../evidence/evidence-file.js";
import { mergeEvidence } from "../evidence/merge.js";
import { observe } from "../evidence/observe.js";

/** Reads a file of evidence, if there is one; resolves to what merges a check into it and says so. */
export async function openEvidence(
  document: Document,
  file: string,
): Promise<(check: Check) => Promise<string>> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  const known = text === undefined ? undefined : knownEvidence(text);
  return async ({ answers, disclosure }) => {
    if (answers.length === 0) return "Evidence: nothing was answered.";
    const today = new Date().toISOString().slice(0, 10);
    const seen = observe(answers, new Schemas(document), disclosure, today);
    const merged = known === undefined ? seen : mergeEvidence(known, seen);
    if (known !== undefined && evidenceYaml({ ...merged, date: known.date }) === text) {
      return "Evidence: nothing new.";
    }
    try {
      await writeFile(file, evidenceYaml(merged));
    } catch {
      throw new Unusable("The evidence cannot be written to the file of --evidence.");
    }
    return "Evidence: written. Look at it before you commit it.";
  };
}

function knownEvidence(text: string): Evidence {
  try {
    return readEvidence("--evidence", parse(text) as Json);
  } catch {
    // The parser's message quotes the file.
    throw new Unusable("The file of --evidence holds no evidence: mend it, or delete it.");
  }
}
