// SPDX-License-Identifier: Apache-2.0
// At the door: one key until an answer came, also after a reload. Whoever was let in and did not hear of it is let in
// again as the same one, and no digits, no open and no phone are counted twice.
import { Problem, askSurely, newKey } from "/shared/api.js";

const kKey = "anju-knock";
let key = null;

function keptKey() {
  try { key ??= sessionStorage.getItem(kKey); } catch { /* this page alone remembers */ }
  key ??= newKey();
  try { sessionStorage.setItem(kKey, key); } catch { /* as above */ }
  return key;
}

function answerCame() {
  key = null;
  try { sessionStorage.removeItem(kKey); } catch { /* it was never there */ }
}

export async function knock(path, body, tries = 1) {
  try {
    const answer = await askSurely("POST", path, { key: keptKey(), body, tries });
    answerCame();
    return answer;
  } catch (error) {
    if (error instanceof Problem && !error.passing) answerCame();
    throw error;
  }
}
