#!/usr/bin/env node
import { readFile } from "node:fs/promises";
import type { JsonObject } from "../check/json.js";
import { checkCommand } from "./check-command.js";

const [name, ...args] = process.argv.slice(2);
if (name === "check") {
  const file = new URL("../../openapi/v2.json", import.meta.url);
  const document = JSON.parse(await readFile(file, "utf8")) as JsonObject;
  process.exitCode = await checkCommand(args, {
    name: "npx talkable-client check",
    document,
    environment: process.env,
    print: console.log,
    printError: console.error,
  });
} else {
  console.error("Usage: npx talkable-client check (with --help for its flags)");
  process.exitCode = 2;
}
