import { parts } from "./rows/index.js";
import { hold } from "./support/hold.js";

hold(parts.answers);
