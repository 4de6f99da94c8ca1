import { assert, describe, expect, test } from "vitest";
import { clientOf, rejection } from "./support/client.js";
import { failure, json, type Seen, serve } from "./support/server.js";

const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251);
const uploaded = json(201, { ok: true, result: { asset: { id: 1 } } });

/** The parts of a multipart request, read by the platform. */
async function partsOf({ headers, body }: Seen): Promise<FormData> {
  const type = headers["content-type"] ?? "";
  return new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
}

async function fileOf(request: Seen): Promise<File> {
  const part = (await partsOf(request)).get("file");
  assert(part instanceof File);
  return part;
}

describe("an upload", () => {
  test("is a multipart form with its boundary, the file's name, type and bytes", async () => {
    const server = await serve(uploaded);
    const file = new File([bytes], "tops & hats.png", { type: "image/png" });
    const { asset } = await clientOf(server).POST("/api/v2/assets", { body: { file } });
    expect(asset.id).toBe(1);
    const request = server.only();
    expect(request.target).toBe("/api/v2/assets?site_slug=my-shop");
    expect(request.headers["content-type"]).toMatch(/^multipart\/form-data; ?boundary=/);
    const parts = await partsOf(request);
    expect([...parts.keys()]).toEqual(["file"]);
    const part = await fileOf(request);
    expect(part).toMatchObject({ name: "tops & hats.png", type: "image/png" });
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes);
  });

  test("takes a Blob, too", async () => {
    const server = await serve(uploaded);
    await clientOf(server).POST("/api/v2/assets", { body: { file: new Blob([bytes]) } });
    const part = await fileOf(server.only());
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes);
  });

  test("that was throttled is sent again with the same bytes", async () => {
    const server = await serve(failure(429, ""), failure(429, ""), uploaded);
    const file = new File([bytes], "a.png");
    await clientOf(server).POST("/api/v2/assets", { body: { file } });
    expect(server.requests).toHaveLength(3);
    for (const request of server.requests) {
      const part = await fileOf(request);
      expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes);
    }
  });

  test("has no part for what is undefined or null", async () => {
    const server = await serve(uploaded);
    const post = clientOf(server).POST as (path: string, init: unknown) => Promise<unknown>;
    const body = { file: new Blob([bytes]), name: "hats", title: undefined, note: null };
    await post("/api/v2/assets", { body });
    const parts = await partsOf(server.only());
    expect([...parts.keys()]).toEqual(["file", "name"]);
    expect(parts.get("name")).toBe("hats");
  });

  test("of something that is neither file nor text is refused by name", async () => {
    const server = await serve(uploaded);
    const post = clientOf(server).POST as (path: string, init: unknown) => Promise<unknown>;
    const error = await rejection(post("/api/v2/assets", { body: { file: { path: "./a.png" } } }));
    expect(error).toMatchObject({ code: "configuration" });
    expect(String(error)).toContain("body.file has to be a Blob or a scalar.");
    expect(server.requests).toHaveLength(0);
  });
});
