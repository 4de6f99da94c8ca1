// Imported before a program that is run as README has it: what it asks Talkable comes to the API under test.
const { fetch: platformFetch } = globalThis;
globalThis.fetch = (url, init) => {
  if (typeof url !== "string") throw new TypeError("The client fetches by text.");
  const api = process.env["INVENTED_API"] ?? "";
  return platformFetch(url.replace("https://www.talkable.com", api), init);
};
