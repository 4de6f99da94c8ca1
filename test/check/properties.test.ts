import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEvidence } from "../../scripts/evidence/apply-evidence.js";
import { pointer } from "../../scripts/document/document.js";
import { evidenceYaml, readEvidence } from "../../scripts/evidence/evidence-file.js";
import type { Evidence } from "../../scripts/evidence/evidence.js";
import { mergeEvidence } from "../../scripts/evidence/merge.js";
import { observe } from "../../scripts/evidence/observe.js";
import { compare } from "../../src/check/compare.js";
import { schemaOf } from "../../src/check/differences.js";
import { disclosureOf } from "../../src/check/disclosure.js";
import type { Json } from "../../src/check/json.js";
import { readingOperations } from "../../src/check/plan.js";
import { Schemas } from "../../src/check/schema.js";
import { parse } from "yaml";
import { document, operations } from "./support/api.js";
import { mutated, replacement } from "./support/mutations.js";
import { successOf } from "./support/sample.js";

const schemas = new Schemas(document);
const samples = new Map(operations.map((one) => [one.id, successOf(document, one)]));

const answered = fc
  .record({
    operation: fc.constantFrom(...operations),
    path: fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 8 }),
    by: replacement,
  })
  .map(({ operation, path, by }) => ({
    operation,
    status: 200,
    body: mutated(samples.get(operation.id) ?? null, path, by),
    isPassedOn: true,
  }));

describe("the comparison", () => {
  test("finds a difference in exactly the answers that Ajv refuses", () => {
    const ajv = new Ajv2020({ strict: false, validateSchema: false, validateFormats: false });
    ajv.addSchema(document, "document");
    const verdicts = { fitting: 0, differing: 0 };
    fc.assert(
      fc.property(answered, ({ operation, status, body }) => {
        const media = ["responses", `${status}`, "content", "application/json", "schema"];
        const $ref = `document${encodeURI(pointer("paths", operation.path, "get", ...media))}`;
        const isValid = ajv.validate({ $ref }, body);
        // JSON Schema knows neither of the first two, and formats are left out here.
        const beyond = ["unknown member", "new value", "format"];
        const { findings } = compare(schemas, operation.responses.get("200"), body);
        const differs = findings.some(({ kind }) => !beyond.includes(kind));
        verdicts[differs ? "differing" : "fitting"]++;
        expect(differs).toBe(!isValid);
      }),
      { numRuns: 500 },
    );
    expect(Math.min(verdicts.fitting, verdicts.differing)).toBeGreaterThan(100);
  });
});

describe("evidence", () => {
  const seen = fc.array(answered, { minLength: 1, maxLength: 3 }).map((answers): Evidence => {
    const bodies = answers.map(({ body }) => body);
    return observe(answers, schemas, disclosureOf(document, bodies, []), "2026-02-03");
  });

  test("merges in any order and any number of times to the same", () => {
    fc.assert(
      fc.property(seen, seen, seen, (a, b, c) => {
        const together = evidenceYaml(mergeEvidence(mergeEvidence(a, b), c));
        expect(evidenceYaml(mergeEvidence(c, mergeEvidence(b, a)))).toBe(together);
        const again = mergeEvidence(mergeEvidence(mergeEvidence(a, b), c), b);
        expect(evidenceYaml(again)).toBe(together);
      }),
      { numRuns: 40 },
    );
  });

  test("widens the document until what was seen fits, and all that fitted still does", () => {
    fc.assert(
      fc.property(fc.array(answered, { minLength: 1, maxLength: 3 }), (all) => {
        const answers = all.filter((answer) => schemaOf(answer) !== undefined);
        const bodies = answers.map(({ body }) => body);
        const evidence = observe(
          answers,
          schemas,
          disclosureOf(document, bodies, []),
          "2026-02-03",
        );
        const widened = applyEvidence(document, evidence).document;
        const findingsOf = (id: string, body: Json): unknown => {
          const operation = readingOperations(widened).find((one) => one.id === id);
          return compare(new Schemas(widened), operation?.responses.get("200"), body).findings;
        };
        for (const { operation, body } of answers)
          expect(findingsOf(operation.id, body)).toEqual([]);
        for (const { id } of operations)
          expect(findingsOf(id, samples.get(id) ?? null)).toEqual([]);
        expect(applyEvidence(widened, evidence).document).toEqual(widened);
      }),
      { numRuns: 40 },
    );
  });

  test("is read as it was written", () => {
    fc.assert(
      fc.property(seen, (evidence) => {
        const text = evidenceYaml(evidence);
        expect(evidenceYaml(readEvidence("observed.yaml", parse(text) as Json))).toBe(text);
      }),
      { numRuns: 40 },
    );
  });
});
