// SPDX-License-Identifier: Apache-2.0
// What waits to be sent, kept in IndexedDB so that a reload or a closed page loses nothing.
// A browser that refuses it (some private windows) keeps it as long as the page is open.

const kName = "anju-family";

const memory = new Map();
const refused = Symbol("refused");

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(kName, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("outbox", { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// work(outbox) gives the request; instead() does the same in memory.
async function within(mode, work, instead) {
  const database = await opened().catch(() => refused);
  if (database === refused) return instead();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction("outbox", mode);
      const request = work(transaction.objectStore("outbox"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export const keep = (item) => within("readwrite", (outbox) => outbox.put(item), () => { memory.set(item.key, item); });
export const drop = (key) => within("readwrite", (outbox) => outbox.delete(key), () => { memory.delete(key); });
export const find = (key) => within("readonly", (outbox) => outbox.get(key), () => memory.get(key));
export const all = () => within("readonly", (outbox) => outbox.getAll(), () => Array.from(memory.values()));
