import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  type CompletionItem,
  type CompletionList,
  type Hover,
  type Position,
  type ProtocolConnection,
} from "vscode-languageserver-protocol/node";

const require = createRequire(import.meta.url);

/** The installed TypeScript versions, oldest supported first. */
export const typescripts = ["typescript-5.4", "typescript", "typescript-7"] as const;
export type TypeScript = (typeof typescripts)[number];

/** Talks to a language server as an editor does. */
export class LanguageServer {
  readonly #process: ChildProcess;
  readonly #connection: ProtocolConnection;

  private constructor(process: ChildProcess, connection: ProtocolConnection) {
    this.#process = process;
    this.#connection = connection;
  }

  /** TypeScript 7 is a language server itself; older versions have one in front of their tsserver. */
  static async start(typescript: TypeScript, folder: string): Promise<LanguageServer> {
    const command =
      typescript === "typescript-7"
        ? [join(packageFolder(typescript), "bin/tsc"), "--lsp", "--stdio"]
        : [join(packageFolder("typescript-language-server"), "lib/cli.mjs"), "--stdio"];
    const child = spawn(process.execPath, command, {
      cwd: folder,
      stdio: ["pipe", "pipe", "ignore"],
    });
    const connection = createProtocolConnection(child.stdout, child.stdin);
    connection.listen();
    // Asked by some servers; the answer «no settings» serves all.
    connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) =>
      items.map(() => null),
    );
    connection.onRequest("client/registerCapability", () => null);
    const rootUri = pathToFileURL(folder).href;
    await connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: "shop" }],
      capabilities: { textDocument: { hover: { contentFormat: ["markdown"] } } },
      initializationOptions: {
        // Its second server answers without types while the first one loads.
        tsserver: {
          path: join(packageFolder(typescript), "lib/tsserver.js"),
          useSyntaxServer: "never",
        },
        disableAutomaticTypingAcquisition: true,
      },
    });
    await connection.sendNotification("initialized", {});
    return new LanguageServer(child, connection);
  }

  async open(file: string): Promise<void> {
    await this.#connection.sendNotification("textDocument/didOpen", {
      textDocument: {
        uri: pathToFileURL(file).href,
        languageId: "typescript",
        version: 1,
        text: await readFile(file, "utf8"),
      },
    });
  }

  /** The names or values offered at a place, as they would be typed. */
  async completions(file: string, position: Position): Promise<string[]> {
    const answer = await this.#connection.sendRequest<CompletionList | CompletionItem[] | null>(
      "textDocument/completion",
      { textDocument: { uri: pathToFileURL(file).href }, position },
    );
    const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
    return items.map(({ label }) => label.replace(/\?$/, "").replace(/^["'](.*)["']$/, "$1"));
  }

  async hover(file: string, position: Position): Promise<string> {
    const answer = await this.#connection.sendRequest<Hover | null>("textDocument/hover", {
      textDocument: { uri: pathToFileURL(file).href },
      position,
    });
    const contents = [answer?.contents ?? []].flat();
    return contents.map((part) => (typeof part === "string" ? part : part.value)).join("\n");
  }

  async stop(): Promise<void> {
    const exit = once(this.#process, "exit");
    await this.#connection.sendRequest("shutdown");
    await this.#connection.sendNotification("exit");
    await exit;
    this.#connection.dispose();
  }
}

function packageFolder(name: string): string {
  return dirname(require.resolve(`${name}/package.json`));
}
