import { describe, expect, test } from "vitest";
import { parseWebhook, parseWebhookBody } from "../../src/webhooks/index.js";
import { fields, formDelivery, forms, key, requestFor } from "./deliveries.js";
import { form, json, messageOf, parseErrorOf } from "./parse-errors.js";

describe("two members of the same name are refused", () => {
  const twice = (place: string): string =>
    `The ${place} must not have two members of the same name.`;

  test.each([
    ["payload", `${formDelivery().body}&payload={}`],
    ["type", `type=a&${formDelivery().body}`],
    ["a field that means nothing", `${formDelivery().body}&a=1&a=1`],
  ])("in a form: %s", async (_, body) => {
    expect(await parseErrorOf(body, form)).toBe(twice("body"));
  });

  test.each([
    ["at the top", `{"a":1,"a":1}`],
    ["below it", `{"b":[{"c":{"a":1,"d":[],"a":2}}]}`],
    ["in other spellings", String.raw`{"a\u0022b":1,"a\"b":1}`],
    ["with an escaped name", String.raw`{"payload":{}, "p\u0061yload" : {}}`],
    ["around strings that look like JSON", String.raw`{"a":"\"a\":\\","a":"{:}"}`],
  ])("in JSON: %s", async (_, text) => {
    expect(await parseErrorOf(text, json)).toBe(twice("body"));
    const content = { ...fields(), payload: text };
    for (const [, deliver] of forms) {
      const message = await messageOf(parseWebhook(requestFor(deliver(content)), { key }));
      expect(message).toBe(twice("payload"));
    }
  });

  test("in a payload, also when they are named key", async () => {
    const body = { ...fields(), payload: '{"key":1,"key":2}' };
    expect(await parseErrorOf(body)).toBe(twice("payload"));
  });

  test("but not single ones, however their characters are escaped", async () => {
    const payload = String.raw`{"a":"\u0022","b":"\/","c\u0022:":"x","d":"\\","e":"\u003a"}`;
    const event = await parseWebhookBody({ ...fields(), payload }, { key });
    expect(event.payload).toStrictEqual({ a: '"', b: "/", 'c":': "x", d: "\\", e: ":" });
  });

  test("but not two of the same name in different objects, nor in strings", async () => {
    const payload = {
      a: { a: { a: [{ a: 1 }, { a: 1 }, { "": { "": "" } }] } },
      b: String.raw`"a":1,"a":1 {"a":"\\":"}`,
      'a"': ':"a":',
      "a\\": "}{][",
      "{": ":",
    };
    for (const [, deliver] of forms) {
      const event = await parseWebhook(requestFor(deliver({ ...fields(), payload })), { key });
      expect(event.payload).toStrictEqual(payload);
    }
  });
});

describe("members that could reach a prototype are refused, and nothing is merged", () => {
  const attacks = [
    `{"__proto__":{"polluted":true}}`,
    `{"constructor":{"prototype":{"polluted":true}}}`,
    `{"a":[{"__proto__" : null}]}`,
    String.raw`{"__pro\u0074o__":{"polluted":true}}`,
    `{"constructor":"plain"}`,
  ];
  const refused = (place: string): string =>
    `The ${place} must not have a __proto__ or constructor member.`;

  test.each(attacks)("%s", async (attack) => {
    expect(await parseErrorOf(attack, json)).toBe(refused("body"));
    const parsed: unknown = JSON.parse(attack);
    expect(await parseErrorOf(parsed)).toBe(refused("body"));
    for (const place of ["payload", "extras"]) {
      for (const [, deliver] of forms) {
        const delivery = deliver({ ...fields(), [place]: attack });
        const message = await messageOf(parseWebhook(requestFor(delivery), { key }));
        expect(message).toBe(refused(place));
      }
      const message = await parseErrorOf({ ...fields(), [place]: parsed });
      expect(message).toBe(refused("body"));
    }
    expect({}).not.toHaveProperty("polluted");
  });

  test.each(["__proto__=1", "constructor=1", "%5F_proto__=", "constructor"])(
    "form: %s",
    async (field) => {
      expect(await parseErrorOf(`${formDelivery().body}&${field}`, form)).toBe(refused("body"));
    },
  );

  test("but as values those names are text like any other", async () => {
    const payload = {
      a: "__proto__",
      b: ["constructor"],
      c: '{"__proto__":{}}',
      d: '"constructor":1',
    };
    for (const [, deliver] of forms) {
      const event = await parseWebhook(requestFor(deliver({ ...fields(), payload })), { key });
      expect(event.payload).toStrictEqual(payload);
    }
  });
});
