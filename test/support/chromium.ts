import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Chromium or Chrome, where it is installed. */
export const chromium: string | undefined = (process.env["PATH"] ?? "")
  .split(delimiter)
  .flatMap((folder) => ["chromium", "google-chrome"].map((name) => join(folder, name)))
  .find((program) => existsSync(program));

/** What makes it stay off the network by itself, and run as root. */
export const flags: string[] = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
