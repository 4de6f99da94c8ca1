import { styleText } from "node:util";
import { createClient, type RetryEvent, type TalkableClient } from "../../src/index.js";
import { startPrism } from "../support/prism.js";
import { startProxy } from "./proxy.js";
import { readOnly, referralProgramme, type Step } from "./steps.js";

const unknown = "nobody@example.com";

async function mocked(): Promise<void> {
  console.log("The referral programme against a mock of the API (openapi/v2.yaml), on 127.0.0.1\n");
  const prism = await startPrism();
  const incidents = { throttledPath: "/api/v2/campaigns", unknownPerson: unknown };
  const proxy = await startProxy(prism.url, incidents);
  try {
    const talkable = createClient({
      apiKey: "demo-key",
      siteSlug: "acme-shop",
      baseUrl: proxy.url,
      onRetry: printRetry,
    });
    const people = { advocate: "ann@example.com", friend: "bob@example.com", unknown };
    await walk(referralProgramme(people), talkable);
  } finally {
    await proxy.stop();
    await prism.stop();
  }
}

async function live(): Promise<void> {
  const needed = ["TALKABLE_API_KEY", "TALKABLE_SITE_SLUG"];
  const missing = needed.filter((name) => !process.env[name]);
  if (missing.length > 0) {
    throw new Error(
      `--live talks to the real API, so it needs ${missing.join(" and ")} in the environment`,
    );
  }
  console.log("Reading from the real API\n");
  await walk(readOnly(unknown), createClient({ onRetry: printRetry }));
}

async function walk(steps: readonly Step[], talkable: TalkableClient): Promise<void> {
  const started = performance.now();
  for (const [index, step] of steps.entries()) {
    const before = performance.now();
    const shown = await step.run(talkable).catch((error: unknown) => {
      throw new Error(`${step.title} (${step.operation}) failed`, { cause: error });
    });
    const number = `${index + 1}`.padStart(2);
    const time = `${Math.round(performance.now() - before)} ms`.padStart(8);
    console.log(`${number}  ${step.title.padEnd(38)}${time}  ${styleText("green", shown)}`);
    console.log(styleText("dim", `    ${step.operation}`));
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`\nAll ${steps.length} calls went as they should, in ${seconds} s.`);
}

function printRetry({ error, delay, attempt }: RetryEvent): void {
  const wait = `${(delay / 1000).toFixed(1)} s`;
  console.log(
    styleText("yellow", `    attempt ${attempt}: ${error.name}; the next one in ${wait}`),
  );
}

try {
  await (process.argv.includes("--live") ? live() : mocked());
} catch (error) {
  console.error(error instanceof Error ? `${error.message}${reason(error.cause)}` : error);
  process.exitCode = 1;
}

function reason(cause: unknown): string {
  return cause instanceof Error ? `: ${cause.name}: ${cause.message}` : "";
}
