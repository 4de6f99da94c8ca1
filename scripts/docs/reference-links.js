import { JSX } from "typedoc";

/** Pages beside those of TypeDoc, whose own option for links leaves them as they are on every page, however deep. */
const references = {
  "REST API v2": "rest-api.html",
  "Webhooks as documented": "webhooks-api.html",
};

/** @param {import("typedoc").Application} app */
export function load(app) {
  // Browsers ask for /favicon.ico otherwise.
  app.renderer.hooks.on("head.end", () =>
    JSX.createElement("link", { rel: "icon", href: "data:," }),
  );
  app.renderer.hooks.on("sidebar.begin", (context) =>
    JSX.createElement(
      "nav",
      { class: "tsd-navigation" },
      Object.entries(references).map(([title, page]) =>
        JSX.createElement("a", { href: context.relativeURL(page) }, title),
      ),
    ),
  );
}
