import { appendFile } from "node:fs/promises";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { Checkout } from "./checkout.js";

const heading = "API: Person.sub_choice removed, GET /api/v2/badges added";
const source = (sha256: string, day: string): string =>
  `${JSON.stringify({ v2: { sha256, day }, webhooks: { sha256: "0f" } }, null, 2)}\n`;

let checkout: Checkout;
let jobs = 0;

beforeEach(async () => {
  checkout = await Checkout.create({
    "openapi/source.json": source("aa", "2026-07-01"),
    "generated/api.ts": "export type Person = { sub_choice: string };\n",
    "README.md": "Nothing that a refresh changes.\n",
  });
  onTestFinished(() => checkout.remove());
  await checkout.replace("gh");
});

/** Replaces npm by a generator that ends with `code` after writing what is published under `sha256`. */
async function publish(code: number, sha256 = "bb", day = "2026-07-08"): Promise<void> {
  const report = `printf '# ${heading}\\n\\n- [ ] Look at it\\n' > "$5"`;
  const files = `printf '%s' '${source(sha256, day)}' > openapi/source.json`;
  const types = "echo 'export type Person = {};' > generated/api.ts";
  await checkout.replace("npm", `${report}\n${files}\n${types}\nexit ${String(code)}`);
}

/** Both jobs of the workflow, one after the other. */
async function update(): Promise<void> {
  expect(await checkout.runScript("regenerate.sh")).toMatchObject({ exitCode: 0 });
  if ((await checkout.read("outputs")) === "") return;
  jobs += 1;
  const next = await checkout.clone(`propose-${String(jobs)}`);
  expect(await next.runScript("propose.sh")).toMatchObject({ exitCode: 0 });
}

const pullRequests = async (): Promise<string[][]> =>
  (await checkout.callsOf("gh")).filter(([subject]) => subject === "pr");

describe("what is published anew", () => {
  test("is proposed under a title that says what changed, with the report, and tested", async () => {
    await publish(0);
    await update();
    const [pullRequest, tests] = await checkout.callsOf("gh");
    expect(pullRequest?.slice(0, 2)).toEqual(["pr", "create"]);
    expect(pullRequest).toEqual(expect.arrayContaining(["--title", heading]));
    expect(pullRequest).not.toContain("--draft");
    expect(await checkout.read("update/body.md")).toContain("- [ ] Look at it");
    const branch = pullRequest?.[pullRequest.indexOf("--head") + 1] ?? "";
    expect(branch).toMatch(/^api-update\/[0-9a-f]{12}$/);
    expect(tests).toEqual(["workflow", "run", "test.yml", "--ref", branch]);
    const proposed = await checkout.clone("proposed");
    expect(await proposed.git("show", `origin/${branch}:generated/api.ts`)).toBe(
      "export type Person = {};\n",
    );
    expect(await proposed.git("log", "-1", "--format=%s", `origin/${branch}`)).toBe(`${heading}\n`);
  });

  test("is a draft when there are findings", async () => {
    await publish(3);
    await update();
    expect(await pullRequests()).toEqual([expect.arrayContaining(["--draft"])]);
  });

  test("is proposed once, also when it is read again on another day", async () => {
    await publish(0);
    await update();
    await publish(0, "bb", "2026-07-15");
    await update();
    expect(await pullRequests()).toHaveLength(1);
  });

  test("is proposed again when it changed again", async () => {
    await publish(0);
    await update();
    await publish(3, "cc");
    await update();
    expect(await pullRequests()).toHaveLength(2);
  });

  test("takes nothing along but documents and generated files", async () => {
    await publish(0);
    await checkout.write("README.md", "Changed by an install script.\n");
    await update();
    expect(await checkout.read("update/api.patch")).not.toContain("README");
  });

  test("fits into a pull request, however long the report is", async () => {
    await publish(0);
    await checkout.runScript("regenerate.sh");
    const next = await checkout.clone("propose");
    await next.replace("gh");
    await appendFile(checkout.pathOf("update/report.md"), "x".repeat(100_000));
    expect(await next.runScript("propose.sh")).toMatchObject({ exitCode: 0 });
    expect(await checkout.read("update/body.md")).toHaveLength(60_000);
  });
});

describe("what is not published anew", () => {
  test("is not proposed", async () => {
    await checkout.replace("npm", `echo '# API: nothing changed' > "$5"`);
    await update();
    expect(await checkout.callsOf("gh")).toEqual([]);
  });

  test("warns as long as findings need a hand", async () => {
    await checkout.replace("npm", `echo '# API: nothing changed' > "$5"\nexit 3`);
    const { exitCode, output } = await checkout.runScript("regenerate.sh");
    expect(exitCode).toBe(0);
    expect(output).toContain("::warning::");
    expect(await checkout.read("outputs")).toBe("");
    expect(await checkout.read("summary")).toContain("# API: nothing changed");
  });
});

test("a run that could write nothing fails the workflow, and proposes nothing", async () => {
  await checkout.replace("npm", "echo 'v2/openapi.yaml: HTML came back' >&2\nexit 1");
  expect(await checkout.runScript("regenerate.sh")).toEqual({
    exitCode: 1,
    output: "v2/openapi.yaml: HTML came back\n",
  });
  expect(await checkout.read("outputs")).toBe("");
});
