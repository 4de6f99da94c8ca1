import { verifySignature } from "../../../src/webhooks/index.js";

export async function POST(request: Request): Promise<Response> {
  const body = await request.text();
  const signature = request.headers.get("x-talkable-signature");
  const key = process.env["TALKABLE_WEBHOOK_KEY"] ?? "";
  if (!(await verifySignature(body, signature, key))) return new Response(null, { status: 401 });
  const action: unknown = JSON.parse(body);
  return Response.json({ received: typeof action });
}
