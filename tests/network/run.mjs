// SPDX-License-Identifier: Apache-2.0
// node run.mjs [--bin DIR] --part PART [NAME]: visits on networks that are not kind.
import path from "node:path";
import { root } from "../browser/support/platform.mjs";
import { kNothingRan, runAll } from "../browser/support/suite.mjs";

const words = process.argv.slice(2);
const option = (name, otherwise) => {
  const at = words.indexOf(name);
  return at < 0 ? otherwise : words.splice(at, 2)[1];
};
const bin = path.resolve(option("--bin", path.join(root, "build/dev/bin")));
const parts = { relay: ["relay", "blocked"], line: ["line"], whole: ["whole"] };
let failures = 1;
const modules = [];
try {
  for (const name of parts[option("--part", "relay")]) modules.push(await import(`./${name}_test.mjs`));
  failures = await runAll({ bin }, words[0]);
} catch (error) {
  console.log(`not ok the tests could not start\n    ${error.message}\n0 passed, 1 failed`);
} finally {
  for (const module of modules) await module.stopped?.();
}
process.exit(failures === kNothingRan ? kNothingRan : failures ? 1 : 0);
