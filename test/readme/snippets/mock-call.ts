import { createClient } from "../../../src/index.js";

const talkable = createClient({
  apiKey: "any",
  siteSlug: "acme-shop",
  baseUrl: "http://127.0.0.1:4010", // leave it out for the real API
});

const { offer, claim_links } = await talkable.POST("/api/v2/origins/purchase", {
  body: {
    data: {
      email: "ann@example.com",
      order_number: "1001",
      subtotal: 49.9,
      sharing_channels: ["facebook"],
    },
  },
});
console.log(offer?.claim_url, claim_links?.["facebook"]);
// https://share.acme-shop.example/x/annshop https://share.acme-shop.example/x/annshop-fb
