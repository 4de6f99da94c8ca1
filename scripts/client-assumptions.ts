import { schemesOf, serversOf } from "./changes/document-facts.js";
import type { Pulled } from "./pull.js";
import type { Findings, Location } from "./findings.js";
import type { Tree } from "./tree.js";

/** Where the client's base URL is written: in its documentation and in its code. */
const baseUrlFiles = ["src/options/options.ts", "src/options/resolve-options.ts"];

/** Holds what src/ takes for granted, and no type shows, against what is published. */
export async function checkClientAssumptions(
  { document, source }: Pick<Pulled, "document" | "source">,
  tree: Tree,
  findings: Findings,
): Promise<void> {
  const servers = serversOf(document);
  const elsewhere: Location[] = [];
  for (const file of baseUrlFiles) {
    const lines = (await tree.text(file))?.split("\n") ?? [];
    for (const [index, line] of lines.entries()) {
      const url = /https:\/\/[\w.-]+/.exec(line)?.[0];
      if (url !== undefined && !servers.includes(url)) elsewhere.push({ file, line: index + 1 });
    }
  }
  if (servers.length > 0 && elsewhere.length > 0) {
    findings.add({
      subject: "servers",
      problem: "the client's base URL is none of the published ones",
      now: servers.join(", "),
      at: [source.at("servers", "0", "url"), ...elsewhere],
      advice: "write the new base URL where the old one stands, or note why it stays",
    });
  }
  for (const [name, scheme] of schemesOf(document)) {
    if (scheme === "http bearer") continue;
    findings.add({
      subject: "security",
      problem: "the client sends its key as a bearer token, and another scheme is published",
      now: `${name}: ${scheme}`,
      at: [source.at("components", "securitySchemes", name)],
      advice: "teach the client to send the key that way, or note why it need not",
    });
  }
}
