import { describe, expectTypeOf, test } from "vitest";
import type {
  AffiliateMemberData,
  EventData,
  LineItem,
  MetricName,
  OriginData,
  PurchaseData,
  operations,
  paths,
} from "../../generated/api.js";

type Id = keyof operations;
type Parameters<Operation extends Id> = operations[Operation]["parameters"];
type Query<Operation extends Id> =
  Parameters<Operation> extends { query?: infer Value } ? NonNullable<Value> : never;
type Path<Operation extends Id> =
  Parameters<Operation> extends { path: infer Value } ? Value : never;
type Body<Operation extends Id> = operations[Operation] extends {
  requestBody?: { content: infer Content } | undefined;
}
  ? Content[keyof Content]
  : never;
type Data<Operation extends Id> =
  Body<Operation> extends { data?: infer Value } ? NonNullable<Value> : never;

/** The names of the members that cannot be left out. */
type RequiredOf<Value> = keyof {
  [Name in keyof Value as object extends Pick<Value, Name> ? never : Name]: true;
};

const email = "ann@example.com";

describe("required members of a body", () => {
  test("are those of the published document, without site_slug, which the client fills in", () => {
    expectTypeOf<RequiredOf<Body<"uploadAsset">>>().toEqualTypeOf<"file">();
    expectTypeOf<RequiredOf<Body<"createCollectAction">>>().toEqualTypeOf<"data">();
    expectTypeOf<RequiredOf<Data<"createCollectAction">>>().toEqualTypeOf<"type">();
    expectTypeOf<RequiredOf<Data<"adjustLoyaltyMembersPointsBalance">>>().toEqualTypeOf<"points">();
    expectTypeOf<RequiredOf<Body<"updateLoyaltyMember">>>().toEqualTypeOf<"data">();
    expectTypeOf<RequiredOf<Data<"updateLoyaltyMember">>>().toEqualTypeOf<never>();
    expectTypeOf<RequiredOf<Data<"createRedeemAction">>>().toEqualTypeOf<"redemption_batch_id">();
    expectTypeOf<RequiredOf<Body<"shareViaEmail">>>().toEqualTypeOf<"recipients">();
    expectTypeOf<RequiredOf<Body<"shareViaSocialChannel">>>().toEqualTypeOf<"channel">();
    expectTypeOf<RequiredOf<Data<"createAffiliateMember">>>().toEqualTypeOf<"email">();
    expectTypeOf<RequiredOf<Data<"createPurchase">>>().toEqualTypeOf<
      "email" | "order_number" | "subtotal"
    >();
    expectTypeOf<RequiredOf<Body<"updatePerson">>>().toEqualTypeOf<"data">();
    expectTypeOf<RequiredOf<Data<"updatePerson">>>().toEqualTypeOf<never>();
    expectTypeOf<RequiredOf<Body<"markOriginAsRefunded">>>().toEqualTypeOf<never>();
    expectTypeOf<RequiredOf<Body<"anonymizePerson">>>().toEqualTypeOf<never>();
    expectTypeOf<RequiredOf<Body<"unsubscribePerson">>>().toEqualTypeOf<never>();
  });

  test("include the status of a referral, as nothing else can be set", () => {
    expectTypeOf<RequiredOf<Data<"updateReferralStatus">>>().toEqualTypeOf<"status">();
    expectTypeOf<Data<"updateReferralStatus">["status"]>().toEqualTypeOf<
      "pending" | "flagged" | "approved" | "voided" | "blocked"
    >();
  });

  test("do not include the subtotal of an event", () => {
    expectTypeOf<RequiredOf<Data<"createEvent">>>().toEqualTypeOf<
      "email" | "event_category" | "event_number"
    >();
  });

  test("do not include the UUID of a visitor, which the server can make", () => {
    expectTypeOf<RequiredOf<Body<"createVisitor">>>().toEqualTypeOf<"data">();
    expectTypeOf<RequiredOf<Data<"createVisitor">>>().toEqualTypeOf<never>();
  });

  test("are the same for one row and for a batch", () => {
    expectTypeOf<Data<"createBatchOfAffiliateMembers">>().toEqualTypeOf<AffiliateMemberData[]>();
    expectTypeOf<Data<"createBatchOfEvents">>().toEqualTypeOf<EventData[]>();
    expectTypeOf<Data<"createBatchOfPurchases">>().toEqualTypeOf<PurchaseData[]>();
    expectTypeOf<Data<"createAffiliateMember">>().toEqualTypeOf<AffiliateMemberData>();
    expectTypeOf<Data<"createEvent">>().toEqualTypeOf<EventData>();
    expectTypeOf<Data<"createPurchase">>().toEqualTypeOf<PurchaseData>();
    expectTypeOf<RequiredOf<Body<"createBatchOfPurchases">>>().toEqualTypeOf<"data">();
  });
});

describe("site_slug", () => {
  type BodyOperation = { [Operation in Id]: Body<Operation> extends never ? never : Operation }[Id];
  type JsonOperation = Exclude<BodyOperation, "uploadAsset">;
  type Without<Operation extends Id, Source> = Operation extends unknown
    ? "site_slug" extends Source
      ? never
      : Operation
    : never;

  test("is in every JSON body, and optional", () => {
    type Members = { [Operation in JsonOperation]: keyof Body<Operation> };
    type Missing = {
      [Operation in JsonOperation]: Without<Operation, Members[Operation]>;
    }[JsonOperation];
    type Demanded = {
      [Operation in JsonOperation]: Extract<RequiredOf<Body<Operation>>, "site_slug">;
    }[JsonOperation];
    expectTypeOf<Missing>().toEqualTypeOf<never>();
    expectTypeOf<Demanded>().toEqualTypeOf<never>();
    expectTypeOf<{ recipients: string }>().toExtend<Body<"shareViaEmail">>();
    expectTypeOf<{ channel: "sms"; site_slug: string }>().toExtend<Body<"shareViaSocialChannel">>();
  });

  test("is in the query of every other operation, and optional", () => {
    type QueryOperation = Exclude<Id, JsonOperation>;
    type Missing = {
      [Operation in QueryOperation]: Without<Operation, keyof Query<Operation>>;
    }[QueryOperation];
    type Demanded = {
      [Operation in QueryOperation]: Extract<RequiredOf<Query<Operation>>, "site_slug">;
    }[QueryOperation];
    expectTypeOf<Missing>().toEqualTypeOf<never>();
    expectTypeOf<Demanded>().toEqualTypeOf<never>();
  });
});

describe("createOrigin", () => {
  type Origin = Body<"createOrigin">;
  const origin = (body: Origin): Origin => body;

  test("takes the data that its type says", () => {
    origin({ type: "Purchase", data: { email, order_number: "1001", subtotal: 49.9 } });
    origin({ type: "Event", data: { email, event_category: "store_visit", event_number: "7" } });
    origin({ type: "AffiliateMember", data: { email }, site_slug: "acme-shop" });
    expectTypeOf<Origin["type"]>().toEqualTypeOf<"Purchase" | "Event" | "AffiliateMember">();
    expectTypeOf<Extract<Origin, { type: "Event" }>["data"]>().toEqualTypeOf<EventData>();
    expectTypeOf<Extract<Origin, { type: "Purchase" }>["data"]>().toEqualTypeOf<PurchaseData>();
  });

  test("refuses the data of another type", () => {
    // @ts-expect-error -- a purchase has an order number
    origin({ type: "Purchase", data: { email, subtotal: 49.9 } });
    // @ts-expect-error -- an event has a category
    origin({ type: "Event", data: { email, event_number: "7" } });
    const event = { email, event_category: "store_visit", event_number: "7" };
    // @ts-expect-error -- an event has no order number
    origin({ type: "Event", data: { ...event, order_number: "1001" } });
    // @ts-expect-error -- an affiliate member has no subtotal
    origin({ type: "AffiliateMember", data: { email, subtotal: 1 } });
    // @ts-expect-error -- there is no such type
    origin({ type: "Refund", data: { email } });
    // @ts-expect-error -- the type is needed
    origin({ data: { email } });
  });

  test("narrows by type", () => {
    const numberOf = (body: Origin): string | undefined =>
      body.type === "Purchase"
        ? body.data.order_number
        : body.type === "Event"
          ? body.data.event_number
          : undefined;
    expectTypeOf(numberOf).returns.toEqualTypeOf<string | undefined>();
  });
});

describe("values", () => {
  test("custom properties are strings, numbers and booleans", () => {
    type Properties = NonNullable<OriginData["custom_properties"]>;
    expectTypeOf<Properties>().toEqualTypeOf<Record<string, string | number | boolean>>();
    expectTypeOf<
      NonNullable<Data<"updatePerson">["custom_properties"]>
    >().toEqualTypeOf<Properties>();
    expectTypeOf<
      NonNullable<Data<"updateLoyaltyMember">["custom_properties"]>
    >().toEqualTypeOf<Properties>();
    const properties = (value: Properties): Properties => value;
    properties({ favourite_tea: "oolong", visits: 12, newsletter: true });
    // @ts-expect-error -- nothing nested
    properties({ address: { city: "Oslo" } });
    // @ts-expect-error -- no null
    properties({ favourite_tea: null });
  });

  test("dates of metrics are plain strings", () => {
    type Range = Query<"calculateMetric">;
    expectTypeOf<Range["start_date"]>().toEqualTypeOf<string>();
    expectTypeOf<Range["end_date"]>().toEqualTypeOf<string>();
    expectTypeOf<RequiredOf<Range>>().toEqualTypeOf<"start_date" | "end_date">();
    expectTypeOf<{ start_date: "2026-01-31"; end_date: "1/31/2026" }>().toExtend<Range>();
  });

  test("names of metrics complete, and others compile", () => {
    expectTypeOf<Path<"calculateMetric">["metric"]>().toEqualTypeOf<MetricName>();
    expectTypeOf<"sharing_rate">().toExtend<MetricName>();
    expectTypeOf<string>().toExtend<MetricName>();
    expectTypeOf<MetricName>().not.toEqualTypeOf<string>();
  });

  test("segments have the five periods of the API", () => {
    type Segments = Query<"calculateMetricWithAllSegmentedInformation">;
    expectTypeOf<Segments["segment_by[period]"]>().toEqualTypeOf<
      "day" | "week" | "month" | "quarter" | "year" | undefined
    >();
    expectTypeOf<Segments["segment_by[campaign_tags]"]>().toEqualTypeOf<string[] | undefined>();
  });

  test("rewards can be listed by status", () => {
    expectTypeOf<Query<"listRewards">["status"]>().toEqualTypeOf<
      "Paid" | "Unpaid" | "Voided" | "All" | undefined
    >();
    expectTypeOf<RequiredOf<Query<"listRewards">>>().toEqualTypeOf<"visitor_uuid">();
  });

  test("campaign tags are one string or a list, and offer claims take one", () => {
    expectTypeOf<OriginData["campaign_tags"]>().toEqualTypeOf<string | string[] | undefined>();
    expectTypeOf<Query<"shareAndClaimOffer">["campaign_tag"]>().toEqualTypeOf<string | undefined>();
  });

  test("sharing channels of the site's own compile", () => {
    expectTypeOf<string[]>().toExtend<NonNullable<OriginData["sharing_channels"]>>();
    expectTypeOf<Body<"shareViaSocialChannel">["channel"]>().toEqualTypeOf<
      "facebook" | "twitter" | "linkedin" | "whatsapp" | "sms" | "other"
    >();
  });

  test("a currency read from a database needs no cast", () => {
    expectTypeOf<string>().toExtend<NonNullable<PurchaseData["currency_iso_code"]>>();
    expectTypeOf<PurchaseData["currency_iso_code"]>().not.toEqualTypeOf<string | undefined>();
  });

  test("an item may have the title, the page and the picture that the vendor's SDKs send", () => {
    expectTypeOf<{ title: string; url: string; image_url: string }>().toExtend<LineItem>();
    expectTypeOf<RequiredOf<LineItem>>().toEqualTypeOf<never>();
  });

  test("a file is a Blob or a File", () => {
    expectTypeOf<Body<"uploadAsset">["file"]>().toEqualTypeOf<Blob | File>();
  });

  test("an optional member may be undefined", () => {
    const purchase = (data: PurchaseData): PurchaseData => data;
    purchase({ email, order_number: "1001", subtotal: 49.9, first_name: undefined });
    // @ts-expect-error -- a required one may not
    purchase({ email, order_number: undefined, subtotal: 49.9 });
  });
});

describe("paths", () => {
  test("lead to the operations", () => {
    expectTypeOf<paths["/api/v2/origins"]["post"]>().toEqualTypeOf<operations["createOrigin"]>();
    expectTypeOf<paths["/api/v2/rewards"]["get"]>().toEqualTypeOf<operations["listRewards"]>();
  });
});
