import { createClient, SiteThrottle } from "../../../src/index.js";

const throttle = new SiteThrottle();
export const imports = createClient({ throttle, maxRetries: 20 });
export const storefront = createClient({ throttle });
