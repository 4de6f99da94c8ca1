import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Problem } from "../../scripts/problem.js";
import { isPublishedHere, suiteName } from "../published/published.js";
import { copyProject, generateIn } from "./support/command.js";
import { publish, publishedText, type Published } from "./support/published.js";
import { run, runOver } from "./support/run.js";

vi.setConfig({ testTimeout: 60_000 });

interface BrokenDocument {
  /** What the vendor publishes by mistake. */
  readonly name: string;
  readonly text: () => string;
  readonly document?: "v2" | "webhooks";
  /** A part of the message. */
  readonly says: string;
}

const half = (name: "v2" | "webhooks"): string => {
  const text = publishedText(name);
  return text.slice(0, text.length / 2);
};

const brokenDocuments: BrokenDocument[] = [
  { name: "an HTML page", text: () => "<!doctype html>\n<p>Sorry</p>", says: "HTML" },
  { name: "an empty document", text: () => "", says: "empty" },
  { name: "nothing but white space", text: () => "\n \n", says: "empty" },
  {
    name: "half a document, cut off in a line",
    text: () => half("v2").trimEnd(),
    says: "truncated",
  },
  {
    name: "half a webhooks document",
    document: "webhooks",
    text: () => half("webhooks"),
    says: "",
  },
  { name: "a text", text: () => "Service unavailable", says: "no YAML mapping" },
  { name: "a list", text: () => "- openapi: 3.0.3\n", says: "no YAML mapping" },
  { name: "broken YAML", text: () => "openapi: 3.0.3\n  paths: [", says: "not valid YAML" },
  {
    name: "a tab in the indentation",
    text: () => "openapi: 3.0.3\npaths:\n\t/a: {}",
    says: "YAML",
  },
  { name: "broken JSON", text: () => '{"openapi": "3.0.3",', says: "not valid JSON" },
  { name: "a document without paths", text: () => without("paths"), says: "no `paths`" },
  {
    name: "a document with a list of paths",
    text: () => `${without("paths")}\npaths: []\n`,
    says: "paths",
  },
  { name: "a document without a version", text: () => without("openapi"), says: "no `openapi`" },
  {
    name: "a document of no operations",
    text: () => `${without("paths")}\npaths: {}\n`,
    says: "paths",
  },
  {
    name: "Swagger 2.0",
    text: () => publishedText("v2").replace("openapi: 3.0.3", "swagger: '2.0'"),
    says: "no `openapi`",
  },
  {
    name: "a YAML alias that holds itself",
    text: () => "openapi: 3.0.3\npaths: &a\n  /a: *a\n",
    says: "YAML",
  },
  {
    name: "a member called __proto__",
    text: () => publishedText("v2").replace("first_name:", "__proto__:"),
    says: "__proto__",
  },
  { name: "bytes that are no text", text: () => "\u0000\u0001\u0002", says: "YAML" },
];

const named = brokenDocuments.map((row) => [row.name, row] as const);

function without(name: string): string {
  const published = publish(({ v2 }) => Reflect.deleteProperty(v2, name));
  return published.get("v2/openapi.yaml") ?? "";
}

function publishing({ document = "v2", text }: BrokenDocument): Map<string, string> {
  return publish(({ files }: Published) => files.set(`${document}/openapi.yaml`, text()));
}

async function problemOf(ran: Promise<unknown>): Promise<string> {
  const error: unknown = await ran.then(
    () => "The run succeeded",
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Problem);
  return error instanceof Problem ? error.message : String(error);
}

/** The address of a server that is gone after the test. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe.skipIf(!isPublishedHere)(suiteName("broken documents"), () => {
  test.for(named)("%s ends with one line, and nothing to write", async ([, row]) => {
    const message = await problemOf(runOver(publishing(row)));
    expect(message).toContain(`${row.document ?? "v2"}/openapi.yaml`);
    expect(message).toContain(row.says);
    expect(message).not.toContain("\n");
  });

  test("a server that fails ends with one line, which names the status", async () => {
    const address = await serve((_request, response) => response.writeHead(500).end("Oops"));
    const message = await problemOf(run(address));
    expect(message).toMatch(/^http:\S+: HTTP 500 [^\n]*$/);
  });

  test("a body without end is not read to its end", async () => {
    const address = await serve((request, response) => {
      if (request.url === "/schemas.yaml") return response.writeHead(404).end();
      const chunk = Buffer.alloc(1_000_000, "# more\n");
      const write = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on("drain", write);
      write();
    });
    expect(await problemOf(run(address))).toMatch(/v2\/openapi\.yaml: larger than [^\n]*$/);
  });

  test("the command prints that line alone, exits 1 and changes no file", async () => {
    const own = await copyProject();
    const [html] = brokenDocuments;
    if (html === undefined) throw new Error("There are broken documents");
    const before = await own.files();
    const ran = await generateIn(own, publishing(html), "--report", "report.md");
    expect(ran).toMatchObject({ exitCode: 1, stdout: "" });
    expect(ran.stderr).toMatch(/^[^\n]*v2\/openapi\.yaml: an HTML page[^\n]*\n$/);
    expect(await own.files()).toEqual(before);
  });
});
