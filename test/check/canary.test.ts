import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isList, isObject, type Json } from "../../src/check/json.js";
import { openEvidence } from "../../scripts/check/open-evidence.js";
import { document, replies, serveApi, type Replier } from "./support/api.js";
import { runCheck } from "./support/command.js";

const key = "sk-canary-0451";
const secrets = [
  ...["canary", "0451", "48151", "623.42", "ann@", "archer"],
  ...["refer.example", "utrecht", "1999"],
];
const flags = [
  ...["--person", "ann@canary.example", "--coupon", "CANARY0451", "--offer", "canary1"],
  ...["--loyalty-member", "archer@canary.example", "--visitor", "canary-0451", "--asset", "48151"],
];

/** Every value becomes a secret, and every map and record gets members that are secrets by name. */
function planted(value: Json, holder = ""): Json {
  if (isList(value)) return value.map((item) => planted(item, holder));
  if (isObject(value)) {
    const members = Object.entries(value).map(([name, member]): [string, Json] => [
      name,
      planted(member, name),
    ]);
    return {
      ...Object.fromEntries(members),
      "ann@canary.example": "ann@canary.example",
      CANARY0451: 48151,
      canary: true,
      ann_archer: { archer: "Archer", totals_of_archer: 623.42 },
      "Utrecht 1999-02-03": [{ canary: "Canary" }],
      friends: { archer: { total: 623.42 }, canary: { total: 48151 } },
    };
  }
  if (typeof value === "number") return holder.endsWith("d") ? 48151 : 623.42;
  if (typeof value !== "string") return value;
  if (holder === "email") return "ann@canary.example";
  if (holder === "created_at") return "Utrecht, 1999-02-03";
  if (/name|type|status|reason|identifier/.test(holder)) return "Archer";
  return "CANARY0451";
}

const planting: Replier = (operation, count) => {
  const reply = replies()(operation, count);
  if (typeof reply === "function") return reply;
  const { body } = reply;
  const envelope = isObject(body) ? body : {};
  return { ...reply, body: { ...envelope, result: planted(envelope["result"] ?? null) } };
};

const message = "No person ann@canary.example (Archer, CANARY0451, 623.42) found. sk-canary-0451";
const refusing: Replier = (operation) => ({
  status: operation.id === "listAssets" ? 200 : 400,
  body: { ok: operation.id === "listAssets", error_message: message, canary: message },
});
const failing: Replier = () => ({ status: 500, body: { error: message } });
const html: Replier = () => (response) => {
  response.writeHead(200, { "content-type": "text/html", "x-canary": key });
  response.end(`<h1>${message}</h1>`);
};
const unauthorised: Replier = () => ({ status: 401, body: { ok: false, error_message: message } });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "canary-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("nothing of what was passed or answered leaves, when the API", () => {
  test.each<[string, Replier, boolean]>([
    ["answers with secrets everywhere", planting, true],
    ["refuses", refusing, true],
    ["fails", failing, false],
    ["answers with HTML", html, false],
    ["does not accept the key", unauthorised, false],
  ])("%s", async (_name, replier, hasAnswers) => {
    const api = await serveApi(replier);
    const report = join(folder, "report.md");
    const evidence = join(folder, "observed.yaml");
    const args = [...flags, "--report", report, "--evidence", evidence];
    const { printed, errors } = await runCheck(api.url, args, {
      environment: { TALKABLE_API_KEY: key, TALKABLE_SITE_SLUG: "canary-shop" },
      openEvidence: (file) => openEvidence(document, file),
    });
    const written = await Promise.all(
      [report, evidence].map((file) => readFile(file, "utf8").catch(() => "")),
    );
    const everything = [printed, errors, ...written].join("\n").toLowerCase();
    expect(written[0]).not.toBe("");
    expect(written[1] !== "").toBe(hasAnswers);
    expect(secrets.filter((secret) => everything.includes(secret))).toEqual([]);
  });

  test.each([
    ["an address with credentials", ["--base-url", "https://ann:canary@shop.example"]],
    ["an address that is none", ["--base-url", "canary"]],
    ["a flag that is none", ["--canary"]],
    ["a value without flag", ["ann@canary.example"]],
    ["a file that cannot be written", ["--report", "/canary/ann@canary.example.md"]],
    ["a number that is none", ["--samples", "canary"]],
    ["a person that would be another path", ["--person", ".."]],
  ])("%s is refused", async (_name, args) => {
    const api = await serveApi(replies());
    const { printed, errors, exitCode } = await runCheck(api.url, args);
    const everything = `${printed}\n${errors}`.toLowerCase();
    expect(secrets.filter((secret) => everything.includes(secret))).toEqual([]);
    expect([exitCode, errors.split("\n")[0]]).toEqual([2, expect.stringMatching(/^.{10,120}$/)]);
  });
});
