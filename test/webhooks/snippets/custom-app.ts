import { verifySignature } from "../../../src/webhooks/index.js";
import { handleAction } from "./shop.js";

export async function POST(request: Request): Promise<Response> {
  const body = await request.text();
  const signature = request.headers.get("x-talkable-signature");
  const key = process.env["TALKABLE_WEBHOOK_KEY"] ?? "";
  if (!(await verifySignature(body, signature, key))) return new Response(null, { status: 401 });
  await handleAction(JSON.parse(body));
  return new Response();
}
