import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Check } from "../../src/check/check.js";
import { version } from "../../src/version.js";
import { operations, replies, type Reply, serveApi } from "./support/api.js";
import { everything, runCheck } from "./support/command.js";

const nowhere = "https://talkable.invalid";

describe("the check", () => {
  test("says how it is called, and calls nothing", async () => {
    const { exitCode, printed, errors } = await runCheck(nowhere, ["--help"]);
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: "" });
    expect(printed.split("\n")).toEqual([
      "Usage: TALKABLE_API_KEY=… TALKABLE_SITE_SLUG=… check",
      "  [--base-url <url>] [--samples 3] [--time-limit 600] [--report <file.md>]",
      "  [--person <value>] [--coupon <value>] [--loyalty-member <value>] [--offer <value>] [--visitor <value>] [--asset <value>] [--claim-url <value>]",
    ]);
  });

  test("has a flag for evidence where evidence is kept", async () => {
    const openEvidence = () => Promise.reject(new Error());
    const { printed } = await runCheck(nowhere, ["--help"], { openEvidence });
    expect(printed).toContain("[--report <file.md>] [--evidence <file.yaml>]\n");
  });

  test.each([
    ["an argument that it does not take", ["--persn", "ann@example.com"]],
    ["evidence, where none is kept", ["--evidence", "ann@example.com"]],
  ])("refuses %s, without repeating it", async (_, args) => {
    const { exitCode, printed, errors } = await runCheck(nowhere, args);
    expect({ exitCode, printed }).toEqual({ exitCode: 2, printed: "" });
    expect(errors).toMatch(/^There is an argument that the check does not take\.\nUsage: /);
    expect(errors).not.toContain("ann@");
  });

  test.each([
    ["--samples", "0", "from 1 to 100"],
    ["--samples", "101", "from 1 to 100"],
    ["--samples", "many", "from 1 to 100"],
    ["--time-limit", "1.5", "from 1 to 86400"],
  ])("refuses %s %s", async (flag, value, range) => {
    const { exitCode, errors } = await runCheck(nowhere, [flag, value]);
    expect(exitCode).toBe(2);
    expect(errors).toBe(`${flag} has to be a whole number ${range}.`);
  });

  test.each([
    [{}, "TALKABLE_API_KEY and TALKABLE_SITE_SLUG"],
    [{ TALKABLE_API_KEY: "k" }, "TALKABLE_SITE_SLUG"],
    [{ TALKABLE_SITE_SLUG: "s", TALKABLE_API_KEY: "" }, "TALKABLE_API_KEY"],
  ])("names what the environment lacks: %j", async (environment, names) => {
    const { exitCode, errors } = await runCheck(nowhere, [], { environment });
    expect(exitCode).toBe(2);
    expect(errors).toBe(`Set ${names} in the environment.`);
  });

  test.each([
    ["an error", new RangeError("about ann@example.com"), "RangeError"],
    ["anything else", "ann@example.com", "Error"],
  ])("tells of a defect of its own without repeating its words: %s", async (_, thrown, name) => {
    const openEvidence = (): Promise<never> => {
      throw thrown as Error;
    };
    const args = ["--evidence", "x.yaml"];
    const { exitCode, errors } = await runCheck(nowhere, args, { openEvidence });
    expect(exitCode).toBe(2);
    expect(errors).toBe(`The check failed by a defect of its own (${name}).`);
  });
});

describe("while it runs, the check says", () => {
  const refusal: Reply = { status: 403, body: { ok: false, error_message: "No." } };

  test("what it does, how each operation went and took, the table, and the time of all", async () => {
    const api = await serveApi(replies());
    const { printed } = await runCheck(api.url, [...everything, "--samples", "100"]);
    const lines = printed.split("\n");
    expect(lines[0]).toBe(
      "Reading from the API, by GET alone: nothing is changed, and no value leaves this machine.",
    );
    const progress = lines.slice(1, 1 + operations.length);
    for (const line of progress)
      expect(line).toMatch(/^ *\d+ ms  GET \/api\/v2\/\S+: \d+ answered$/);
    expect(new Set(progress.map((line) => line.indexOf("ms")))).toEqual(new Set([7]));
    expect(lines[1 + operations.length]).toBe("");
    expect(lines[2 + operations.length]).toMatch(/^operation +result/);
    expect(lines.at(-1)).toMatch(/^\d{1,2}\.\d s$/);
  });

  test("how many calls of an operation were answered, and how many refused", async () => {
    const fitting = replies();
    const seen = new Map<string, number>();
    const api = await serveApi((operation, count) => {
      const calls = (seen.get(operation.id) ?? 0) + 1;
      seen.set(operation.id, calls);
      return calls === 2 ? refusal : fitting(operation, count);
    });
    const { printed } = await runCheck(api.url, everything);
    expect(printed).toMatch(/metrics\/\{metric\}: 2 answered, 1 refused$/m);
  });

  test("no name that has a word of the key, the site, the address or a flag in it", async () => {
    const names = ["check_total", "acme_total", "of_ann", "loyal_total"];
    const unknown = Object.fromEntries(names.map((name) => [name, 1]));
    const sources = { status: 200, body: { ok: true, result: [], ...unknown } };
    const api = await serveApi(replies({ listTrafficSources: () => sources }));
    const { exitCode, printed } = await runCheck(api.url, everything);
    expect(exitCode).toBe(1);
    expect(printed).toContain("$.loyal_total");
    expect(printed).toContain("$.*");
    expect(printed).not.toMatch(/check_|acme|ann/);
  });

  test("that a flag's value would lead elsewhere, without repeating it", async () => {
    const api = await serveApi(replies());
    const { exitCode, printed, errors } = await runCheck(api.url, [
      "--visitor",
      "x",
      "--asset",
      "..",
    ]);
    expect(exitCode).toBe(2);
    expect(printed).toContain("Ended early: a flag's value would lead to another path.");
    expect(errors).toBe("Could not check: a flag's value would lead to another path.");
    expect(api.requests).not.toContainEqual(expect.stringContaining(".."));
  });

  test("no table when nothing came that could be held against the document", async () => {
    const api = await serveApi(() => ({ status: 418, body: { ok: false } }));
    const { exitCode, printed, errors } = await runCheck(api.url, ["--time-limit", "86400"]);
    expect(exitCode).toBe(2);
    expect(printed).not.toContain("operation ");
    expect(errors).toBe("Could not check: no operation was answered with a success.");
  });
});

describe("what the check leaves behind", () => {
  async function folder(): Promise<string> {
    const made = await mkdtemp(join(tmpdir(), "check-"));
    onTestFinished(() => rm(made, { recursive: true }));
    return made;
  }

  test("is a report in Markdown, in the file of --report", async () => {
    const api = await serveApi(replies());
    const file = join(await folder(), "report.md");
    const { exitCode } = await runCheck(api.url, [...everything, "--report", file]);
    expect(exitCode).toBe(0);
    expect(await readFile(file, "utf8")).toMatch(
      new RegExp(`^# .* talkable-client ${version}, \\d{4}-\\d\\d-\\d\\d\\n\\nAll answers fit\\.`),
    );
  });

  test("is no report where it cannot be written, and one line says so", async () => {
    const api = await serveApi(replies());
    const file = join(await folder(), "ann@example.com", "report.md");
    const { exitCode, errors } = await runCheck(api.url, [...everything, "--report", file]);
    expect({ exitCode, errors }).toEqual({
      exitCode: 2,
      errors: "The report cannot be written to the file of --report.",
    });
  });

  test("is the evidence, of the file that was opened before the first call", async () => {
    const api = await serveApi(replies());
    const opened: [string, number][] = [];
    const seen: Check[] = [];
    const openEvidence = (file: string) => {
      opened.push([file, api.requests.length]);
      return Promise.resolve((check: Check) => {
        seen.push(check);
        return Promise.resolve("Evidence was written.");
      });
    };
    const args = [...everything, "--evidence", "seen.yaml"];
    const { printed } = await runCheck(api.url, args, { openEvidence });
    expect(opened).toEqual([["seen.yaml", 0]]);
    expect(seen).toHaveLength(1);
    expect(printed.split("\n").at(-1)).toBe("Evidence was written.");
  });
});
