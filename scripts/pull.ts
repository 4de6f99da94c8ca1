import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";
import { isObject, type Json, type JsonObject } from "./document/json.js";
import type { Document } from "./document/document.js";
import { YamlSource } from "./document/yaml-source.js";
import { messageOf, Problem } from "./problem.js";

export const publishedRoot = "https://www.talkable.com/api-docs/";

export interface Pulled {
  readonly document: Document;
  readonly source: YamlSource;
  /** sha256 of the bytes as published, in hex. */
  readonly sha256: string;
}

export interface PullLimits {
  /** Milliseconds for one attempt, up to the last byte. */
  readonly timeout: number;
  readonly maxBytes: number;
  /** Milliseconds before the only retry. */
  readonly retryDelay: number;
}

const defaults: PullLimits = { timeout: 20_000, maxBytes: 10_000_000, retryDelay: 1_000 };

/** Reads an OpenAPI document from an api-docs root: a URL, or a folder laid out like it. */
export async function pullDocument(
  root: string,
  path: string,
  limits: PullLimits = defaults,
): Promise<Pulled> {
  const { address, bytes } = await read(root, path, limits);
  const document = parseYaml(address, bytes);
  const isWhole = {
    openapi: typeof document["openapi"] === "string",
    info: isObject(document["info"]),
    paths: isObject(document["paths"]),
  };
  for (const [key, isThere] of Object.entries(isWhole)) {
    if (isThere) continue;
    throw new Problem(
      `${address}: no \`${key}\` in it, so it is no whole OpenAPI document (truncated?)`,
    );
  }
  return {
    document,
    source: new YamlSource(path, new TextDecoder().decode(bytes), document),
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}

/** The shared schemas beside both documents; undefined when nothing is published there. */
export async function pullSharedSchemas(
  root: string,
  limits: PullLimits = defaults,
): Promise<JsonObject | undefined> {
  try {
    const { address, bytes } = await read(root, "schemas.yaml", limits);
    return parseYaml(address, bytes);
  } catch (error) {
    if (error instanceof Absent) return undefined;
    throw error;
  }
}

/** Nothing is published at the address: a missing file, a 404, or the site's own page in its place. */
class Absent extends Problem {}

/** A failure that another attempt may get past. */
class Passing extends Problem {}

interface Content {
  readonly address: string;
  readonly bytes: Uint8Array;
}

async function read(root: string, path: string, limits: PullLimits): Promise<Content> {
  const scheme = /^([a-z]+):\/\//i.exec(root)?.[1]?.toLowerCase();
  if (scheme === undefined) return readLocal(join(root, path), limits);
  const base = root.endsWith("/") ? root : `${root}/`;
  if (!["http", "https"].includes(scheme) || !URL.canParse(path, base)) {
    throw new Problem(`${root}: neither a folder nor an address that can be read`);
  }
  const address = new URL(path, base).href;
  try {
    return { address, bytes: await download(address, limits) };
  } catch (error) {
    if (!(error instanceof Passing)) throw error;
    await sleep(limits.retryDelay);
    return { address, bytes: await download(address, limits) };
  }
}

async function readLocal(address: string, limits: PullLimits): Promise<Content> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(address);
  } catch (error) {
    throw new Absent(`${address}: cannot be read (${messageOf(error)})`);
  }
  if (bytes.byteLength > limits.maxBytes) throw tooLarge(address, limits);
  return { address, bytes };
}

async function download(address: string, limits: PullLimits): Promise<Uint8Array> {
  const signal = AbortSignal.timeout(limits.timeout);
  try {
    return await readBody(await followRedirects(address, signal), address, limits);
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (signal.aborted)
      throw new Passing(`${address}: no whole answer within ${limits.timeout} ms`);
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new Passing(`${address}: cannot be reached (${messageOf(cause)})`);
  }
}

async function followRedirects(address: string, signal: AbortSignal): Promise<Response> {
  let url = address;
  for (let hops = 0; hops < 5; hops++) {
    const response = await fetch(url, { signal, redirect: "manual" });
    const { status } = response;
    if (status >= 200 && status < 300) return response;
    await response.body?.cancel();
    const location = response.headers.get("location");
    if (status < 300 || status >= 400 || location === null) throw statusProblem(address, status);
    url = new URL(location, url).href;
    if (!url.startsWith("https:")) {
      throw new Problem(`${address}: redirects to an address without https; not followed`);
    }
  }
  throw new Problem(`${address}: redirects in circles`);
}

function statusProblem(address: string, status: number): Problem {
  const message = `${address}: HTTP ${status} instead of the document`;
  if ([403, 404, 410].includes(status)) return new Absent(message);
  return status === 429 || status >= 500 ? new Passing(message) : new Problem(message);
}

async function readBody(
  response: Response,
  address: string,
  limits: PullLimits,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > limits.maxBytes) throw tooLarge(address, limits);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(address: string, limits: PullLimits): Problem {
  return new Problem(`${address}: larger than ${limits.maxBytes} bytes; not read any further`);
}

function parseYaml(address: string, bytes: Uint8Array): JsonObject {
  const text = new TextDecoder().decode(bytes).trim();
  if (text === "") throw new Problem(`${address}: the document is empty`);
  if (text.startsWith("<")) throw new Absent(`${address}: an HTML page instead of YAML`);
  let value: Json;
  const isJson = text.startsWith("{");
  try {
    value = (isJson ? JSON.parse(text) : parse(text, { logLevel: "error" })) as Json;
    // Fails for what refers to itself or is nested without end.
    JSON.stringify(value, withoutPrototype);
  } catch (error) {
    const [firstLine = ""] = messageOf(error).split("\n");
    throw new Problem(
      `${address}: not valid ${isJson ? "JSON" : "YAML"} (${firstLine.replace(/:$/, "")})`,
    );
  }
  if (!isObject(value))
    throw new Problem(`${address}: no YAML mapping at the top, so no OpenAPI document`);
  return value;
}

function withoutPrototype(key: string, value: Json): Json {
  if (key === "__proto__") throw new Error("a member is called __proto__");
  return value;
}
