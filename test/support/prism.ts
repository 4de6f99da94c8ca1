import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createServer, type AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

export interface MockServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  stop(): Promise<void>;
}

const document = fileURLToPath(new URL("../../openapi/v2.yaml", import.meta.url));

/** Starts Prism on `openapi/v2.yaml`: it validates every request and answers from the schemas and our examples. */
export async function startPrism(): Promise<MockServer> {
  const cli = createRequire(import.meta.url).resolve("@stoplight/prism-cli/dist/index.js");
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [cli, "mock", "-h", "127.0.0.1", "-p", `${port}`, document],
    {
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let printed = "";
  const listening = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      printed += chunk.toString();
      if (printed.includes("Prism is listening")) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("error", reject);
    child.once("exit", (code) => {
      reject(new Error(`Prism ended with exit code ${code ?? "?"}:\n${printed}`));
    });
  });
  const kill = (): void => void child.kill();
  process.once("exit", kill);
  await listening;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      process.off("exit", kill);
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill();
      await once(child, "exit");
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
