import { type Meter, SpanKind, SpanStatusCode, type Tracer } from "@opentelemetry/api";
import type { AttemptEvent } from "../../../src/index.js";

export function observeWith(meter: Meter, tracer: Tracer) {
  const seconds = meter.createHistogram("http.client.request.duration", {
    unit: "s",
    advice: { explicitBucketBoundaries: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] },
  });
  return ({ operation, attempt, status, duration, error }: AttemptEvent) => {
    const [method = "", template = ""] = operation.split(" ");
    const attributes = {
      "http.request.method": method,
      "url.template": template,
      "server.address": "www.talkable.com",
      "server.port": 443,
      ...(status && { "http.response.status_code": status }),
      ...(error && { "error.type": error.code }),
    };
    seconds.record(duration / 1_000, attributes);

    const end = Date.now();
    const options = { kind: SpanKind.CLIENT, startTime: end - duration, attributes };
    const span = tracer.startSpan(operation, options);
    if (attempt > 1) span.setAttribute("http.request.resend_count", attempt - 1);
    if (error) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(end);
  };
}
