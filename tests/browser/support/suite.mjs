// SPDX-License-Identifier: Apache-2.0
// Tests as sentences, one line each.

const tests = [];

export function test(sentence, body) {
  tests.push({ sentence, body });
}

export function check(condition, what) {
  if (!condition) throw new Error(what);
}

export function same(found, wanted, what) {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}

// Waits until `find` gives something; the deadline is the failure.
export async function until(find, what, milliseconds = 10000) {
  const end = performance.now() + milliseconds;
  for (;;) {
    const found = await find();
    if (found) return found;
    if (performance.now() > end) throw new Error(`not within ${milliseconds} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

// What a test returns that this machine cannot do.
export const skipped = (why) => ({ skipped: why });
export const kNothingRan = 77;  // for ctest

// Returns the number of failures, or kNothingRan where all were skipped. `tools` goes to every test; wanted: only sentences with
// this text.
export async function runAll(tools, wanted) {
  let passed = 0;
  let failed = 0;
  let left = 0;
  const last = [];
  for (const { sentence, body } of tests) {
    if (wanted && !sentence.toLowerCase().includes(wanted.toLowerCase())) continue;
    const began = performance.now();
    const cleanUp = [];
    try {
      const said = await body({ ...tools, atEnd: (end) => cleanUp.push(end), atAllEnd: (end) => last.push(end) });
      for (const end of cleanUp.reverse()) await end();
      if (said?.skipped) {
        ++left;
        console.log(`SKIPPED ${sentence}: ${said.skipped}`);
        continue;
      }
      ++passed;
      console.log(`ok ${sentence} (${Math.round(performance.now() - began)} ms)`);
    } catch (error) {
      ++failed;
      for (const end of cleanUp.reverse()) await Promise.resolve(end({ failed: true })).catch(() => {});
      console.log(`not ok ${sentence}\n    ${String(error.stack ?? error).replace(/\n/g, "\n    ")}`);
    }
  }
  for (const end of last.reverse()) await end();
  console.log(`${passed} passed, ${failed} failed${left ? `, ${left} skipped` : ""}`);
  if (passed + failed + left === 0) console.log("no test has that in its name");
  if (passed + failed === 0) return left ? kNothingRan : 1;
  return failed;
}
