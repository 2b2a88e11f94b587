// What was recorded without a network: kept in this browser, said to be unsent, sent by itself when there is a network again
// and when a page with this box is opened, one by one; what was refused waits for a correction or for the button, and so does
// what is not finished (data-outbox-keep: a form that is kept while it is written). Every page works without it. A draft bears
// a key that the server takes once (docs/followups.md). "sort" tells the drafts of one form from those of another.
"use strict";
(() => {
  const box = document.getElementById("ls-outbox");
  if (!box || !window.indexedDB) return;
  const NAME = "lianshou-drafts", STORE = "drafts", DAYS = 14 * 86400000;
  const user = box.dataset.user, sort = box.dataset.sort, cache = box.dataset.cache;
  const part = (name) => box.querySelector(`[data-${name}]`);
  const form = document.querySelector("form[data-outbox-form]");
  const SKIPPED = new Set(["csrfmiddlewaretoken"]), OURS = "lianshou-";
  const sortOf = (draft) => draft.sort || "activity", queryOf = (draft) => draft.query ?? (draft.placement ? `?placement=${encodeURIComponent(draft.placement)}` : "");
  let busy = false, passing = false, writing = 0;

  const open = () => new Promise((done, fail) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  async function work(mode, act) {
    const base = await open();
    try {
      return await new Promise((done, fail) => {
        const turn = base.transaction(STORE, mode), asked = act(turn.objectStore(STORE));
        turn.oncomplete = () => done(asked && asked.result);
        turn.onerror = turn.onabort = () => fail(turn.error);
      });
    } finally { base.close(); }
  }
  const all = () => work("readonly", (store) => store.getAll());
  const put = (draft) => work("readwrite", (store) => store.put(draft));
  const drop = (key) => work("readwrite", (store) => store.delete(key));
  const own = async () => (await all()).filter((draft) => draft.user === user);
  const mine = async () => (await own()).filter((draft) => sortOf(draft) === sort).sort((a, b) => a.at - b.at);
  const inHand = (draft) => Boolean(draft.open && form && draft.key === form.elements.key.value);

  function say(words, signIn = false) {
    part("word").textContent = words;
    part("sign-in").hidden = !signIn;
    part("sign-in").href = `${box.dataset.login}?${new URLSearchParams({ next: location.pathname + location.search })}`;
  }
  async function draw() {
    const drafts = (await mine()).filter((draft) => !inHand(draft));
    part("title").textContent = box.dataset.count.replace("#", String(drafts.length));
    part("send").hidden = !drafts.some((draft) => !draft.open);
    part("drafts").replaceChildren(...drafts.map(row));
    box.hidden = !drafts.length && !part("word").textContent;
    part("title").hidden = !drafts.length;
  }
  function row(draft) {
    const made = part("draft").content.cloneNode(true), at = (name) => made.querySelector(`[data-${name}]`);
    const told = Object.fromEntries(draft.fields);
    at("name").textContent = told[box.dataset.named] || "—";
    at("facts").textContent = [draft.open ? box.dataset.unfinished : "", told[box.dataset.day], draft.pair, draft.photos.length ? box.dataset.photos.replace("#", String(draft.photos.length)) : ""].filter(Boolean).join(" · ");
    at("fault").textContent = draft.fault ? box.dataset.fault + draft.fault : "";
    at("open").href = `${box.dataset.form}${queryOf(draft)}#${draft.key}`;
    at("drop").addEventListener("click", async () => {
      if (!window.confirm(box.dataset.dropping)) return;
      await drop(draft.key);
      await draw();
    });
    return made;
  }
  // --- asking and sending
  async function ask(keys) {
    const query = new URLSearchParams(keys.map((key) => ["key", key]));
    const answer = await fetch(`${box.dataset.ask}?${query}`, { redirect: "manual", cache: "no-store", headers: { Accept: "application/json" } });
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return null;
    if (!answer.ok) throw new Error(String(answer.status));
    const told = await answer.json();
    return String(told.user) === user ? told : null;
  }
  // One draft: "sent", "refused" with the words kept at it, "later" when the server does not answer, "out" when somebody else is signed in.
  async function sendOne(draft, token) {
    const body = new FormData();
    for (const [name, value] of draft.fields) body.append(name, value);
    for (const photo of draft.photos) body.append(photo.field || "photos", photo.blob, photo.name);
    const answer = await fetch(box.dataset.form + queryOf(draft), { method: "POST", body, redirect: "manual", headers: { "X-CSRFToken": token, "X-Outbox": user } });
    if (answer.ok) { await drop(draft.key); return "sent"; }
    if (answer.type === "opaqueredirect" || answer.status === 409) return "out";
    if (answer.status === 429 || answer.status >= 500) return "later";
    const told = await answer.json().catch(() => ({}));
    draft.fault = (told.errors || [String(answer.status)]).join(" ");
    await put(draft);
    return "refused";
  }
  const editing = () => (form && location.hash.slice(1)) || "";
  const titled = (draft) => new Map(draft.fields).get(box.dataset.named) || "—";
  // By itself: those that were not refused before and are not being corrected now. By the button: all.
  async function send(byItself = false) {
    if (busy) return;
    busy = true;
    try {
      const drafts = (await mine()).filter((draft) => !draft.open).filter((draft) => !byItself || (!draft.fault && draft.key !== editing()));
      if (drafts.length) await alone(() => sendAll(drafts));
    } finally {
      busy = false;
      part("send").disabled = false;
      await draw();
    }
  }
  // Two windows of a browser do not send the same at a time; if they did, the server would take it once.
  const alone = (act) => navigator.locks ? navigator.locks.request("lianshou-outbox", { ifAvailable: true }, (lock) => lock && act()) : act();
  async function sendAll(drafts) {
    const went = { sent: [], refused: [], later: [] };
    let out = false, offline = false;
    part("send").disabled = true;
    try {
      const told = await ask(drafts.map((draft) => draft.key));
      out = !told;
      for (const draft of out ? [] : drafts) {
        say(box.dataset.sending.replace("#", titled(draft)));
        const there = told.there.includes(draft.key);
        if (there) await drop(draft.key);
        const how = there ? "sent" : await sendOne(draft, told.token);
        out = how === "out";
        if (out) break;
        went[how].push(titled(draft));
        await draw();
      }
    } catch { offline = true; }
    const said = Object.entries(went).filter(([, titles]) => titles.length).map(([how, titles]) => box.dataset[how].replace("#", titles.join("、")));
    if (out) said.push(box.dataset.expired);
    if (offline) said.push(box.dataset.offline);
    say(said.join(" "), out);
    if (went.sent.length) part("look").hidden = false;
  }
  // --- the form
  const fieldsOf = () => [...new FormData(form)].filter(([name, value]) => !SKIPPED.has(name) && typeof value === "string");
  const pickers = () => [...form.querySelectorAll("input[type=file]")];
  async function keep(open = false) {
    const photos = pickers().flatMap((picker) => [...picker.files].map((file) => ({ field: picker.name, name: file.name, blob: file })));
    await put({ key: form.elements.key.value, user, sort, query: form.dataset.query || "", pair: form.dataset.pair || "", at: Date.now(), fields: fieldsOf(), photos, fault: "", open });
  }
  function fill(draft) {
    const told = new Map();
    for (const [name, value] of draft.fields) told.set(name, [...(told.get(name) || []), value]);
    for (const field of form.elements) {
      if (!field.name || SKIPPED.has(field.name) || field.type === "file") continue;
      const values = told.get(field.name);
      if (field.type === "checkbox" || field.type === "radio") field.checked = Boolean(values && values.includes(field.value));
      else if (values) field.value = values[0];
    }
    choose(draft);
    form.dispatchEvent(new Event("outbox:filled"));
  }
  function choose(draft) {
    for (const picker of pickers()) {
      const files = new DataTransfer();
      for (const photo of draft.photos) if ((photo.field || "photos") === picker.name) files.items.add(new File([photo.blob], photo.name, { type: photo.blob.type }));
      picker.files = files.files;
    }
  }
  // A long form is kept while it is written, so that a closed browser loses nothing; it is sent when it is handed in.
  function keepWhileWriting() {
    form.addEventListener("input", () => {
      window.clearTimeout(writing);
      writing = window.setTimeout(() => { if (!passing) keep(true).catch(() => say(box.dataset.full)); }, 700);
    });
  }
  function fresh() {
    form.reset();
    form.elements.key.value = newKey();
    history.replaceState(null, "", location.pathname + location.search);  // what was opened is no longer being corrected
    form.scrollIntoView({ block: "start" });
  }
  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }
  async function submit(event) {
    if (passing) return;
    event.preventDefault();
    window.clearTimeout(writing);  // else what was just handed in would be kept once more as not finished
    const button = event.submitter;
    try {
      const told = navigator.onLine ? await ask([]) : undefined;
      if (told) {  // the network is there: the browser sends the form itself, as without a script
        form.elements.csrfmiddlewaretoken.value = told.token;
        await keep(true).catch(() => {});  // until the server has it: an answer gets lost, a page with faults forgets photographs
        passing = true;
        form.requestSubmit(button || undefined);
        return;
      }
      if (told === null) { await store(box.dataset.expired, true); return; }
    } catch { /* no network */ }
    await store(box.dataset.kept);
  }
  async function store(words, signIn = false) {
    try { await keep(); } catch { say(box.dataset.full); box.hidden = false; return; }
    fresh();
    say(words, signIn);
    await draw();
    box.scrollIntoView({ block: "start" });
  }
  async function takeUp() {
    const key = location.hash.slice(1), draft = key && (await mine()).find((one) => one.key === key);
    if (form.hasAttribute("data-faulty")) {
      const kept = (await mine()).find((one) => one.key === form.elements.key.value);
      if (kept) choose(kept);
      for (const said of form.querySelectorAll("[data-choose-again]")) said.hidden = Boolean(kept && kept.photos.length);
    } else if (draft) fill(draft);
    else form.elements.key.value = newKey();  // a page that was kept is opened again and again
  }
  // What the server has meanwhile is not kept here any longer.
  async function arrived() {
    const drafts = (await mine()).filter((draft) => draft.open), told = drafts.length ? await ask(drafts.map((draft) => draft.key)) : null;
    for (const key of told ? told.there : []) await drop(key);
  }
  // --- the form for when there is no network
  async function prepare() {
    if (!navigator.serviceWorker || !window.caches) return;
    await navigator.serviceWorker.register(box.dataset.worker, { scope: box.dataset.form });
    await navigator.serviceWorker.ready;
    const files = [...document.querySelectorAll("link[rel=stylesheet][href], script[src], link[rel=icon][href]")].map((part) => part.href || part.src);
    const kept = await caches.open(cache);
    await Promise.all([location.pathname + location.search, ...files].map(async (url) => {
      const answer = await fetch(url, { redirect: "manual" });
      if (answer.ok) await kept.put(new URL(url, location.href).href, answer);
    }));
    box.dataset.ready = "1";
  }
  // --- whose they are, and how long
  async function tidy() {
    for (const draft of await all()) if (Date.now() - draft.at > DAYS) await drop(draft.key);
    let before = null;
    try { before = localStorage.getItem("lianshou.drafts"); localStorage.setItem("lianshou.drafts", user); } catch { /* private window */ }
    if (before && before !== user && window.caches) await forget();  // somebody else's form
  }
  async function forget() {
    for (const name of await caches.keys()) if (name.startsWith(OURS)) await caches.delete(name);
  }
  function leaving() {
    for (const out of document.querySelectorAll(`form[action*="/logout/"]`)) {
      let sure = false;
      out.addEventListener("submit", async (event) => {
        if (sure) return;
        event.preventDefault();
        const drafts = await own().catch(() => []);
        if (drafts.length && !window.confirm(box.dataset.leaving)) return;
        for (const draft of drafts) await drop(draft.key);
        if (window.caches) await forget();
        sure = true;
        out.submit();
      });
    }
  }

  part("send").addEventListener("click", () => send());
  window.addEventListener("online", () => { say(""); send(true); });
  leaving();
  (async () => {
    await tidy();
    if (form) {
      form.addEventListener("submit", submit);
      window.addEventListener("hashchange", takeUp);  // "open" on this very page
      if (form.hasAttribute("data-outbox-keep")) keepWhileWriting();
      await takeUp();
    }
    if (navigator.onLine) await arrived().catch(() => {});
    await draw();
    if (navigator.onLine) await send(true);
    if (form) await prepare().catch(() => {});
  })().catch(() => {});
})();
