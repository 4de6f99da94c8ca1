import { createClient } from "../../../src/index.js";

const talkable = createClient(); // TALKABLE_API_KEY and TALKABLE_SITE_SLUG say for which site

const { person } = await talkable.GET("/api/v2/people/{person_slug}", {
  params: { path: { person_slug: "ann@example.com" } },
});
console.log(person.first_name, person.referral_counts);
// Ann { total: 1, approved: 1, pending: 0 }
