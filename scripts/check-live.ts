import { checkCommand } from "../src/bin/check-command.js";
import { ajvJudge } from "./check/ajv-judge.js";
import { openEvidence } from "./check/open-evidence.js";
import { Tree } from "./tree.js";

const document = await new Tree(process.cwd()).document("openapi/v2.yaml");
process.exitCode = await checkCommand(process.argv.slice(2), {
  name: "npm run check:live --",
  document,
  environment: process.env,
  print: console.log,
  printError: console.error,
  judge: ajvJudge(document),
  openEvidence: (file) => openEvidence(document, file),
});
