// Keeps a form that can be filled in where there is no network. It serves the form's own addresses and the files the form
// needs, and nothing else; what it keeps goes when somebody signs out, and after 14 days.
"use strict";
const STORE = "{{ cache }}", DAYS = 14 * 86400000;
const isForm = (request) => request.mode === "navigate" && request.method === "GET" && new URL(request.url).pathname === new URL(self.registration.scope).pathname;
const isFile = (url) => url.origin === location.origin && url.pathname.startsWith("/static/");

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (isForm(request)) event.respondWith(form(request));
  else if (request.method === "GET" && isFile(new URL(request.url))) event.respondWith(file(request));
});

async function form(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected && answer.type === "basic") await keep(request, answer);
    return answer;
  } catch (fault) {
    const kept = await found(request.url);
    if (kept) return kept;
    throw fault;
  }
}
async function file(request) {
  try {
    const answer = await fetch(request);
    const store = await caches.open(STORE);
    if (answer.ok && await store.match(request, { ignoreVary: true })) await store.put(request, answer.clone());
    return answer;
  } catch (fault) {
    const kept = await found(request.url);
    if (kept) return kept;
    throw fault;
  }
}
async function keep(request, answer) {
  const store = await caches.open(STORE);
  await store.put(request.url, answer.clone());
}
async function found(url) {
  const store = await caches.open(STORE);
  const kept = await store.match(url, { ignoreVary: true, ignoreSearch: !new URL(url).search });
  if (!kept) return undefined;
  const made = Date.parse(kept.headers.get("Date") || "");
  if (!isFile(new URL(url)) && made && Date.now() - made > DAYS) {
    await store.delete(url, { ignoreVary: true });
    return undefined;
  }
  return kept;
}
