import { describe, expect, test } from "vitest";
import { replies, serveApi, type Replier, type Reply } from "./support/api.js";
import { closedPort } from "../client/support/server.js";
import { runCheck } from "./support/command.js";

const fitting = replies();
const status = (code: number): Reply => ({
  status: code,
  body: { ok: false, error_message: "No such thing found." },
});
const throttled: Reply = (response) => {
  response.writeHead(429, { "retry-after": "0" }).end();
};
const silent: Reply = () => undefined;
const html: Reply = (response) => {
  response.writeHead(200, { "content-type": "text/html" }).end("<p>Maintenance</p>");
};

const someone = ["--person", "ann@example.com"];

async function outcome(
  replier: Replier,
  ...args: string[]
): Promise<{
  exitCode: number;
  errors: string;
  printed: string;
  requests: number;
  seconds: number;
}> {
  const api = await serveApi(replier);
  const started = performance.now();
  const checked = await runCheck(api.url, args);
  const seconds = (performance.now() - started) / 1000;
  return { ...checked, requests: api.requests.length, seconds };
}

describe("the check ends with 2 and one line that says why, when", () => {
  test("the key is not accepted: after one request", async () => {
    const { exitCode, errors, requests, printed } = await outcome(() => status(401));
    expect({ exitCode, requests }).toEqual({ exitCode: 2, requests: 1 });
    expect(printed.split("\n")).toHaveLength(3);
    expect(errors).toBe("Could not check: the API did not accept the key (401).");
  });

  test("nothing listens", async () => {
    const { exitCode, errors } = await runCheck(await closedPort());
    expect(exitCode).toBe(2);
    expect(errors).toBe("Could not check: the API cannot be reached (ECONNREFUSED).");
  });

  test("there is no key or site", async () => {
    const { exitCode, errors, printed } = await runCheck("http://127.0.0.1:9", [], {
      environment: { TALKABLE_API_KEY: "" },
    });
    expect({ exitCode, printed }).toEqual({ exitCode: 2, printed: "" });
    expect(errors).toBe("Set TALKABLE_API_KEY and TALKABLE_SITE_SLUG in the environment.");
  });

  test("all fails with 500: after three operations", async () => {
    const { exitCode, errors } = await outcome(() => status(500));
    expect(exitCode).toBe(2);
    expect(errors).toBe(
      "Could not check: 3 calls in a row got no answer (the last one: 500 internal server error).",
    );
  });

  test("all is HTML", async () => {
    const { exitCode, errors, requests } = await outcome(() => html);
    expect({ exitCode, requests }).toEqual({ exitCode: 2, requests: 3 });
    expect(errors).toContain("(the last one: 200 unexpected response)");
  });

  test("the site stays throttled: within the time limit", async () => {
    const { exitCode, errors, seconds } = await outcome(() => throttled, "--time-limit", "2");
    expect(exitCode).toBe(2);
    expect(errors).toContain("throttled (429)");
    expect(seconds).toBeLessThan(3);
  });

  test("nothing is answered: within the time limit", async () => {
    const { exitCode, errors, seconds } = await outcome(() => silent, "--time-limit", "1");
    expect(exitCode).toBe(2);
    expect(errors).toBe("Could not check: the time limit was reached.");
    expect(seconds).toBeLessThan(2);
  });

  test("every call is refused", async () => {
    const { exitCode, errors } = await outcome(() => status(403));
    expect(exitCode).toBe(2);
    expect(errors).toBe("Could not check: no operation was answered with a success.");
  });

  test("one operation fails while all others fit", async () => {
    const { exitCode, errors, printed } = await outcome(
      (operation, count) =>
        operation.id === "findPerson" ? status(500) : fitting(operation, count),
      ...someone,
    );
    expect(exitCode).toBe(2);
    expect(errors).toBe("Could not check: 1 of 22 operations got no answer.");
    expect(printed).toMatch(/GET \/api\/v2\/people\/\{person_slug\} +failed/);
  });
});

describe("the check goes on, when", () => {
  test("a failure comes with the status of a success, which is one difference", async () => {
    const failure: Reply = { status: 200, body: { ok: false, error_message: "Sorry" } };
    const { exitCode, printed } = await outcome((operation, count) =>
      operation.id === "listCampaigns" ? failure : fitting(operation, count),
    );
    expect(exitCode).toBe(1);
    expect(printed).toMatch(/campaigns +\$\.ok +other value +expected true +seen false/);
    expect(printed).toContain(", 1 difference,");
  });

  test("calls are throttled now and then", async () => {
    const { exitCode } = await outcome((operation, count) =>
      count % 4 === 0 ? throttled : fitting(operation, count),
    );
    expect(exitCode).toBe(0);
  });

  test("what a call is about is missing", async () => {
    const { exitCode, printed } = await outcome(
      (operation, count) =>
        operation.id === "findPerson" ? status(400) : fitting(operation, count),
      ...someone,
    );
    expect(exitCode).toBe(0);
    expect(printed).toMatch(/\{person_slug\} +refused .* 400 not found$/m);
  });
});
