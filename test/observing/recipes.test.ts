import { readFile } from "node:fs/promises";
import { context, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import {
  AggregationTemporality,
  type HistogramMetricData,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import pino from "pino";
import { Registry } from "prom-client";
import { describe, expect, onTestFinished, test } from "vitest";
import type { AttemptEvent, TalkableClient } from "../../src/index.js";
import { apiKey, clientOf, rejection } from "../client/support/client.js";
import { closedPort, failure, ok, serve } from "../client/support/server.js";
import { observeWith } from "./snippets/opentelemetry.js";
import { logTo } from "./snippets/pino.js";
import { measureIn } from "./snippets/prom-client.js";

const operation = "PUT /api/v2/people/{person_slug}";
const address = "ann.canary@example.com";

function update(talkable: TalkableClient): Promise<unknown> {
  return talkable.PUT("/api/v2/people/{person_slug}", {
    params: { path: { person_slug: address } },
    body: { data: { first_name: "Canary" } },
  });
}

/** A call that is throttled and then succeeds, one that fails, and one that finds no server. */
async function threeCalls(onAttempt: (event: AttemptEvent) => void): Promise<void> {
  const replies = [failure(429, "", { "x-request-id": "r-1" }), ok({ person: {} })];
  const talkable = clientOf(await serve(...replies, failure(422, `${address} is taken`)), {
    onAttempt,
  });
  await update(talkable);
  await rejection(update(talkable));
  const options = { onAttempt, maxRetries: 0 };
  await rejection(update(clientOf({ url: await closedPort() }, options)));
}

describe("the README's recipe", () => {
  test("for pino writes a line per attempt, with the error of one that failed", async () => {
    const lines: string[] = [];
    await threeCalls(logTo(pino({}, { write: (line) => lines.push(line) })));
    const [info, warn] = [30, 40];
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      {
        level: warn,
        operation,
        attempt: 1,
        status: 429,
        requestId: "r-1",
        err: { code: "rate_limited" },
      },
      { level: info, operation, attempt: 2, status: 200 },
      { level: warn, attempt: 1, status: 422, err: { type: "UnprocessableEntityError" } },
      { level: warn, attempt: 1, err: { code: "connection_error", outcome: "not-processed" } },
    ]);
    expect(lines[1]).not.toContain('"err"');
    for (const line of lines) {
      expect(line).toMatch(/"duration":\d.*"throttledFor":\d/);
      expect(line).not.toMatch(/canary/i);
      expect(line).not.toContain(apiKey);
    }
  });

  test("for prom-client counts attempts by operation, status and code, in seconds", async () => {
    const registry = new Registry();
    await threeCalls(measureIn(registry));
    const text = await registry.metrics();
    const counts = text.split("\n").filter((line) => line.includes("_seconds_count"));
    const name = `talkable_attempt_duration_seconds_count{operation="${operation}"`;
    expect(counts.sort()).toEqual([
      `${name},status="200",code="ok"} 1`,
      `${name},status="422",code="unprocessable_entity"} 1`,
      `${name},status="429",code="rate_limited"} 1`,
      `${name},status="none",code="connection_error"} 1`,
    ]);
    const sums = [...text.matchAll(/_seconds_sum.* (\S+)$/gm)].map(([, sum]) => Number(sum));
    expect(sums).toHaveLength(4);
    for (const sum of sums) {
      expect(sum).toBeGreaterThan(0);
      expect(sum).toBeLessThan(10);
    }
    expect(text).not.toMatch(/canary/i);
  });

  test("for OpenTelemetry makes a span per attempt, below the one around the call", async () => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    onTestFinished(() => {
      context.disable();
    });
    const exporter = new InMemorySpanExporter();
    const spanProcessors = [new SimpleSpanProcessor(exporter)];
    const tracer = new BasicTracerProvider({ spanProcessors }).getTracer("test");
    const meter = new MeterProvider().getMeter("test");
    const parent = tracer.startSpan("import");
    const began = Date.now();
    await context.with(trace.setSpan(context.active(), parent), () =>
      threeCalls(observeWith(meter, tracer)),
    );
    const spans = exporter.getFinishedSpans();
    const common = {
      "http.request.method": "PUT",
      "url.template": "/api/v2/people/{person_slug}",
      "server.address": "www.talkable.com",
      "server.port": 443,
    };
    expect(spans.map(({ attributes }) => attributes)).toEqual([
      { ...common, "http.response.status_code": 429, "error.type": "rate_limited" },
      { ...common, "http.response.status_code": 200, "http.request.resend_count": 1 },
      { ...common, "http.response.status_code": 422, "error.type": "unprocessable_entity" },
      { ...common, "error.type": "connection_error" },
    ]);
    for (const span of spans) {
      expect(span.name).toBe(operation);
      expect(span.kind).toBe(SpanKind.CLIENT);
      expect(span.parentSpanContext?.spanId).toBe(parent.spanContext().spanId);
      const isError = "error.type" in span.attributes;
      expect(span.status.code).toBe(isError ? SpanStatusCode.ERROR : SpanStatusCode.UNSET);
      const [start, end] = [span.startTime, span.endTime].map(([s, ns]) => s * 1_000 + ns / 1e6);
      expect(start).toBeGreaterThanOrEqual(began - 2);
      expect(end).toBeGreaterThan(start ?? Infinity);
      expect(end).toBeLessThanOrEqual(Date.now());
    }
  });

  test("for OpenTelemetry records durations in seconds, in buckets that fit", async () => {
    const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 60_000 });
    const provider = new MeterProvider({ readers: [reader] });
    onTestFinished(() => provider.shutdown());
    const tracer = new BasicTracerProvider().getTracer("test");
    await threeCalls(observeWith(provider.getMeter("test"), tracer));
    await provider.forceFlush();
    const [metric] = exporter.getMetrics()[0]?.scopeMetrics[0]?.metrics ?? [];
    expect(metric?.descriptor).toMatchObject({ name: "http.client.request.duration", unit: "s" });
    const { dataPoints } = metric as HistogramMetricData;
    expect(dataPoints.map(({ attributes }) => attributes["http.response.status_code"])).toEqual([
      429,
      200,
      422,
      undefined,
    ]);
    for (const { value, attributes } of dataPoints) {
      expect(value.buckets.boundaries).toContain(0.25);
      expect(value.count).toBe(1);
      expect(value.sum).toBeLessThan(10);
      expect(JSON.stringify(attributes)).not.toMatch(/canary/i);
    }
  });
});

const readme = readFile(new URL("../../README.md", import.meta.url), "utf8");

test.each(["Metrics and logs", "OpenTelemetry"])(
  "the README's «%s» is under 60 lines",
  async (title) => {
    const [section = ""] = new RegExp(`^## ${title}\n.*?(?=^## )`, "ms").exec(await readme) ?? [];
    const lines = section.trim().split("\n").length;
    expect(lines).toBeGreaterThan(20);
    expect(lines).toBeLessThan(60);
  },
);
