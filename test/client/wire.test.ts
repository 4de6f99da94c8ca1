import { expect, test } from "vitest";
import { clientOf } from "./support/client.js";
import { ok, serve } from "./support/server.js";

test("a call resolves to the unwrapped result of its operation", async () => {
  const server = await serve(ok({ person: { email: "ann@example.com" } }));
  const { person } = await clientOf(server).GET("/api/v2/people/{person_slug}", {
    params: { path: { person_slug: "ann@example.com" } },
  });
  expect(person.email).toBe("ann@example.com");
  expect(server.only()).toMatchObject({
    method: "GET",
    target: "/api/v2/people/ann%40example.com?site_slug=my-shop",
  });
});
