// Activities recorded without a network: kept in this browser, said to be unsent, sent when somebody presses the button.
// Every page works without it. A draft bears a key that the server takes once (docs/followups.md).
"use strict";
(() => {
  const box = document.getElementById("ls-outbox");
  if (!box || !window.indexedDB) return;
  const NAME = "lianshou-drafts", STORE = "drafts", CACHE = "lianshou-activities-1", DAYS = 14 * 86400000;
  const user = box.dataset.user, part = (name) => box.querySelector(`[data-${name}]`);
  const form = document.querySelector("form[data-outbox-form]");
  const PHOTOS = "photos", SKIPPED = new Set(["csrfmiddlewaretoken", PHOTOS]);
  let busy = false, passing = false;

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
  const mine = async () => (await all()).filter((draft) => draft.user === user).sort((a, b) => a.at - b.at);

  function say(words, signIn = false) {
    part("word").textContent = words;
    part("sign-in").hidden = !signIn;
    part("sign-in").href = `${box.dataset.login}?${new URLSearchParams({ next: location.pathname + location.search })}`;
  }
  async function draw() {
    const drafts = await mine();
    part("title").textContent = box.dataset.count.replace("#", String(drafts.length));
    part("send").hidden = !drafts.length;
    part("drafts").replaceChildren(...drafts.map(row));
    box.hidden = !drafts.length && !part("word").textContent;
    part("title").hidden = !drafts.length;
  }
  function row(draft) {
    const made = part("draft").content.cloneNode(true), at = (name) => made.querySelector(`[data-${name}]`);
    const told = Object.fromEntries(draft.fields);
    at("name").textContent = told.title || "—";
    at("facts").textContent = [told.happened_on, draft.pair, draft.photos.length ? box.dataset.photos.replace("#", String(draft.photos.length)) : ""].filter(Boolean).join(" · ");
    at("fault").textContent = draft.fault ? box.dataset.refused + draft.fault : "";
    at("open").href = `${box.dataset.form}?placement=${encodeURIComponent(draft.placement)}#${draft.key}`;
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
  async function sendOne(draft, token) {
    const body = new FormData();
    for (const [name, value] of draft.fields) body.append(name, value);
    for (const photo of draft.photos) body.append(PHOTOS, photo.blob, photo.name);
    const answer = await fetch(`${box.dataset.form}?placement=${encodeURIComponent(draft.placement)}`, { method: "POST", body, redirect: "manual", headers: { "X-CSRFToken": token, "X-Outbox": "1" } });
    if (answer.ok) { await drop(draft.key); return true; }
    if (answer.type === "opaqueredirect") return false;
    const told = await answer.json().catch(() => ({}));
    draft.fault = (told.errors || [String(answer.status)]).join(" ");
    await put(draft);
    return true;
  }
  async function send() {
    if (busy) return;
    busy = true;
    part("send").disabled = true;
    try {
      const drafts = await mine(), told = await ask(drafts.map((draft) => draft.key));
      if (!told) { say(box.dataset.expired, true); return; }
      let there = true;
      for (const draft of drafts) {
        if (told.there.includes(draft.key)) await drop(draft.key);
        else there = there && await sendOne(draft, told.token);
      }
      const left = await mine();
      if (!there) say(box.dataset.expired, true);
      else say(left.length ? "" : box.dataset.sent);
    } catch { say(box.dataset.offline); } finally {
      busy = false;
      part("send").disabled = false;
      await draw();
    }
  }
  // --- the form
  const fieldsOf = () => [...new FormData(form)].filter(([name, value]) => !SKIPPED.has(name) && typeof value === "string");
  async function keep() {
    const photos = [...form.elements[PHOTOS].files].map((file) => ({ name: file.name, blob: file }));
    await put({ key: form.elements.key.value, user, placement: form.dataset.placement, pair: form.dataset.pair, at: Date.now(), fields: fieldsOf(), photos, fault: "" });
  }
  function fill(draft) {
    for (const [name, value] of draft.fields) {
      const field = form.elements[name];
      if (field) field.value = value;
    }
    const files = new DataTransfer();
    for (const photo of draft.photos) files.items.add(new File([photo.blob], photo.name, { type: photo.blob.type }));
    form.elements[PHOTOS].files = files.files;
  }
  function fresh() {
    form.reset();
    form.elements.key.value = newKey();
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
    const button = event.submitter;
    try {
      const told = navigator.onLine ? await ask([]) : undefined;
      if (told) {  // the network is there: the browser sends the form itself, as without a script
        form.elements.csrfmiddlewaretoken.value = told.token;
        await drop(form.elements.key.value);
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
    if (draft && !form.hasAttribute("data-faulty")) fill(draft);
    if (form.hasAttribute("data-faulty")) await drop(form.elements.key.value);
  }
  // --- the form for when there is no network
  async function prepare() {
    if (!navigator.serviceWorker || !window.caches) return;
    await navigator.serviceWorker.register(box.dataset.worker, { scope: box.dataset.form });
    await navigator.serviceWorker.ready;
    const files = [...document.querySelectorAll("link[rel=stylesheet][href], script[src], link[rel=icon][href]")].map((part) => part.href || part.src);
    const kept = await caches.open(CACHE);
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
    if (before && before !== user && window.caches) await caches.delete(CACHE);  // somebody else's form
  }
  function leaving() {
    for (const out of document.querySelectorAll(`form[action*="/logout/"]`)) {
      let sure = false;
      out.addEventListener("submit", async (event) => {
        if (sure) return;
        event.preventDefault();
        const drafts = await mine().catch(() => []);
        if (drafts.length && !window.confirm(box.dataset.leaving)) return;
        for (const draft of drafts) await drop(draft.key);
        if (window.caches) await caches.delete(CACHE);
        sure = true;
        out.submit();
      });
    }
  }

  part("send").addEventListener("click", send);
  window.addEventListener("online", () => { if (part("word").textContent) say(""); draw(); });
  leaving();
  (async () => {
    await tidy();
    if (form) { form.addEventListener("submit", submit); await takeUp(); }
    await draw();
    if (form) await prepare().catch(() => {});
  })().catch(() => {});
})();
