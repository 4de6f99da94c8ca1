import { mkdir, writeFile } from "node:fs/promises";
import { Tree } from "../tree.js";

// The package has no YAML reader, so what `talkable-client check` compares with is built as JSON.
const document = await new Tree(process.cwd()).document("openapi/v2.yaml");
await mkdir("dist/openapi", { recursive: true });
await writeFile("dist/openapi/v2.json", JSON.stringify(document));
