/** What was written and not yet saved, kept on this machine by who wrote it: nobody else sees or sends it. */
const NAME = "congxa.desk";
const STORE = "drafts";

/** `value` takes the place of what was kept for this person and document; true when it is kept, false when it cannot be. */
export function keepDraft(person, document, value) {
  return within("readwrite", (store) => store.put(value, [person, document])).then(() => true, () => false);
}

export function keptDraft(person, document) {
  return within("readonly", (store) => store.get([person, document])).catch(() => null);
}

export function dropDraft(person, document) {
  return within("readwrite", (store) => store.delete([person, document])).catch(() => null);
}

/** Which documents of a person something is kept of. */
export function draftsOf(person) {
  return within("readonly", (store) => store.getAllKeys(allOf(person))).catch(() => []);
}

export function dropDraftsOf(person) {
  return within("readwrite", (store) => store.delete(allOf(person))).catch(() => null);
}

/** Lists come after every text (Indexed Database API, "compare two keys"). */
function allOf(person) {
  return IDBKeyRange.bound([person], [person, []]);
}

async function within(mode, work) {
  const database = await opened();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode);
    const asked = work(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

let opening = null;

function opened() {
  opening = opening ?? new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  opening.catch(() => {
    opening = null;
  });
  return opening;
}
