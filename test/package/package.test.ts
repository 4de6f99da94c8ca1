import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { build } from "esbuild";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { replies, serveApi } from "../check/support/api.js";
import { closedPort } from "../client/support/server.js";
import { install, root, tscOf, type Consumer } from "./packed.js";

const run = promisify(execFile);
const tarball = inject("tarball");
let consumer: Consumer;

beforeAll(async () => {
  consumer = await install(tarball, "ky");
}, 60_000);

afterAll(() => consumer.remove());

async function declarations(): Promise<[string, string][]> {
  const files = consumer.files.filter((file) => file.endsWith(".d.ts"));
  return Promise.all(
    files.map(async (file): Promise<[string, string]> => {
      const path = join(consumer.folder, "node_modules/talkable-client", file);
      return [file, await readFile(path, "utf8")];
    }),
  );
}

describe("the packed package", () => {
  test("holds the build, its papers and nothing else", () => {
    const others = consumer.files.filter((file) => !file.startsWith("dist/"));
    const documents = ["openapi/v2.yaml", "openapi/webhooks.yaml"];
    const papers = ["CHANGELOG.md", "LICENSE", "README.md", ...documents, "package.json"];
    expect(others.sort()).toEqual(papers);
  });

  test("hands out the documents that Prism and the like take", async () => {
    await consumer.write(
      "documents.js",
      `import { readFileSync } from "node:fs";
for (const name of ["v2", "webhooks"]) {
  const file = new URL(import.meta.resolve(\`talkable-client/openapi/\${name}.yaml\`));
  console.log(/^openapi: .*/m.exec(readFileSync(file, "utf8"))[0]);
}`,
    );
    expect(await consumer.node("documents.js")).toBe("openapi: 3.1.0\nopenapi: 3.1.0\n");
  });

  test("has declarations that mention none of the libraries underneath", async () => {
    const mentioning = (await declarations())
      .filter(([, text]) => /openapi-(fetch|typescript)|\bky\b/.test(text))
      .map(([file]) => file);
    expect(mentioning).toEqual([]);
    expect(await declarations()).not.toEqual([]);
  });

  test("declares its entry points soundly", async () => {
    const { messages, pkg } = await publint({
      pkgDir: join(consumer.folder, "node_modules/talkable-client"),
      pack: false,
    });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  test("needs ky and openapi-fetch at run time, and nothing else", async () => {
    const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    expect(manifest.dependencies).toEqual({
      ky: "^1.14.3 || ^2.0.0",
      "openapi-fetch": expect.any(String) as string,
    });
  });
});

describe("talkable-client/testing", () => {
  test.each(["index.js", "webhooks/index.js"])("is not loaded with %s", async (entry) => {
    expect((await loadedWith(entry)).filter((file) => file.includes("testing"))).toEqual([]);
  });

  test("loads neither the client nor another package", async () => {
    const loaded = await loadedWith("testing/index.js", "bundle");
    expect(loaded.some((file) => file.endsWith("testing/fake.js"))).toBe(true);
    expect(loaded.filter((file) => /\/(client|call)\.js$|\/ky|openapi-fetch/.test(file))).toEqual(
      [],
    );
  });
});

/** The files that a bundle of an entry point consists of. */
async function loadedWith(entry: string, packages: "external" | "bundle" = "external") {
  const { metafile } = await build({
    entryPoints: [join(consumer.folder, "node_modules/talkable-client/dist/src", entry)],
    ...{ bundle: true, write: false, metafile: true, format: "esm", packages },
  });
  return Object.keys(metafile.inputs);
}

describe("talkable-client check", () => {
  test("is there for whoever installs the package, and passes against an API that fits", async () => {
    const api = await serveApi(replies());
    const { stdout } = await checkInstalled("--base-url", api.url);
    expect(stdout).toContain("All answers fit.");
  });

  test("ends with 2 and one line when it cannot reach the API", async () => {
    await expect(checkInstalled("--base-url", await closedPort())).rejects.toMatchObject({
      code: 2,
      stderr: "Could not check: the API cannot be reached (ECONNREFUSED).\n",
    });
  });

  test.each(["index.js", "webhooks/index.js"])("is not loaded with %s", async (entry) => {
    const loaded = await loadedWith(entry);
    expect(loaded.length).toBeGreaterThan(1);
    expect(loaded.filter((file) => /\/(check|bin)\/|\.json$/.test(file))).toEqual([]);
  });

  function checkInstalled(...args: string[]): Promise<{ stdout: string; stderr: string }> {
    const bin = "node_modules/talkable-client/dist/src/bin/talkable-client.js";
    const credentials = { TALKABLE_API_KEY: "check-key", TALKABLE_SITE_SLUG: "acme-shop" };
    return run(process.execPath, [bin, "check", ...args], {
      cwd: consumer.folder,
      env: { ...process.env, ...credentials },
    });
  }
});

const script = `
import { createServer } from "node:http";
import { once } from "node:events";
import { createClient } from "talkable-client";

let requests = 0;
const server = createServer((request, response) => {
  requests += 1;
  response.statusCode = requests === 1 ? 503 : 200;
  response.end(JSON.stringify({ ok: requests > 1, result: [{ identifier: request.headers.authorization }] }));
}).listen(0, "127.0.0.1");
await once(server, "listening");
const talkable = createClient({
  apiKey: "k",
  siteSlug: "s",
  baseUrl: \`http://127.0.0.1:\${server.address().port}\`,
});
const { result, attempts } = await talkable.withResponse.GET("/api/v2/traffic_sources");
console.log(result[0].identifier, attempts);
server.close();
`;

describe("installed", () => {
  test.each(["ky", "ky-2"] as const)("it calls and retries with %s", async (ky) => {
    const project = await install(tarball, ky);
    try {
      await project.write("index.js", script);
      expect(await project.node("index.js")).toBe("Bearer k 2\n");
    } finally {
      await project.remove();
    }
  });

  test("it can be required from CommonJS", async () => {
    await consumer.write(
      "index.cjs",
      'console.log(typeof require("talkable-client").createClient)',
    );
    expect(await consumer.node("--no-warnings", "index.cjs")).toBe("function\n");
  });

  test.each(["typescript-5.4", "typescript", "typescript-7"])(
    "its types compile with %s, strict, with exact optional properties and no types of Node",
    async (typescript) => {
      await consumer.write(
        "consumer.ts",
        `import { createClient, isNotFoundError, isTalkableError } from "talkable-client";
import type { ArgumentsOf, PathOf, Person, ResultOf } from "talkable-client";
import { createFakeTalkable, exampleResult, notFound, throttled, webhookDelivery } from "talkable-client/testing";
const talkable = createClient({ apiKey: "k", siteSlug: "s" });
export async function find(slug: string): Promise<Person | undefined> {
  try {
    const { person } = await talkable.GET("/api/v2/people/{person_slug}", {
      params: { path: { person_slug: slug } },
    });
    return person;
  } catch (error) {
    if (isNotFoundError(error)) return undefined;
    throw error;
  }
}
export const sources: Promise<ResultOf<"get", "/api/v2/traffic_sources">> =
  talkable.GET("/api/v2/traffic_sources");
export function get<Path extends PathOf<"get">>(
  path: Path,
  ...init: ArgumentsOf<"get", Path>
): Promise<ResultOf<"get", Path>> {
  return talkable.GET(path, ...init);
}
export const update = (slug: string) => ({ params: { path: { person_slug: slug } } });
export const inferred = (slug: string) => talkable.withResponse.GET("/api/v2/people/{person_slug}", update(slug));
export function waitFor(error: unknown): number | undefined {
  return isTalkableError(error) && error.code === "rate_limited" ? error.retryAfter : undefined;
}
// @ts-expect-error the API has no such path
void talkable.GET("/api/v2/persons");
export const fake = createFakeTalkable()
  .on("GET", "/api/v2/people/{person_slug}", ({ params }) =>
    params.path.person_slug === "" ? notFound() : exampleResult("GET", "/api/v2/people/{person_slug}"))
  .on("POST", "/api/v2/origins/purchase", throttled({ times: 2 }));
export const orders = fake.callsOf("POST", "/api/v2/origins/purchase").map(({ body }) => body.data.order_number);
export const faked = createClient({ fetch: fake.fetch, apiKey: "k", siteSlug: "s" });
export const delivery: Request = webhookDelivery("reward_web_hook", { key: "k", payload: { reward: { amount: 5 } } });
// @ts-expect-error no member of what the operation answers
fake.on("GET", "/api/v2/people/{person_slug}", { people: [] });
`,
      );
      const compilerOptions = {
        noEmit: true,
        declaration: true,
        strict: true,
        exactOptionalPropertyTypes: true,
        target: "es2022",
        lib: ["es2022", "dom", "dom.iterable"],
        module: "nodenext",
        types: [],
      };
      const files = ["consumer.ts"];
      await consumer.write("tsconfig.json", JSON.stringify({ compilerOptions, files }));
      const printed = await consumer
        .node(tscOf(typescript))
        .catch((error: unknown) => String((error as { stdout?: unknown }).stdout));
      expect(printed).toBe("");
    },
    60_000,
  );
});
