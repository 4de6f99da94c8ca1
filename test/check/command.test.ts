import { describe, expect, test } from "vitest";
import { runCheck } from "./support/command.js";

const nowhere = "https://talkable.invalid";

describe("the check", () => {
  test("says how it is called, and calls nothing", async () => {
    const { exitCode, printed, errors } = await runCheck(nowhere, ["--help"]);
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: "" });
    expect(printed).toContain("Usage: TALKABLE_API_KEY=… TALKABLE_SITE_SLUG=… check");
    expect(printed).not.toContain("--evidence");
  });

  test("has a flag for evidence where evidence is kept", async () => {
    const openEvidence = () => Promise.reject(new Error());
    const { printed } = await runCheck(nowhere, ["--help"], { openEvidence });
    expect(printed).toContain("[--evidence <file.yaml>]");
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
