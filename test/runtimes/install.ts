import { installOwnPackages } from "../../scripts/own-packages.js";
import { runtimesFolder } from "./support/run.js";

/** Installs the runtimes. */
export default (): Promise<void> => installOwnPackages(runtimesFolder);
