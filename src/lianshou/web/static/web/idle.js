// Warns before a session ends for idleness, and keeps it while somebody types. All windows of a browser count together.
"use strict";
(() => {
  const box = document.getElementById("ls-idle");
  if (!box || !box.showModal) return;
  const limit = Number(box.dataset.limit) * 1000;
  const warnAt = Math.min(120000, limit / 3);
  const grain = Math.min(60000, limit / 6);
  const key = "lianshou.contact";
  const part = (name) => box.querySelector(`[data-${name}]`);
  let acted = 0, own = 0, asked = 0, over = false, asking = false, last = false;

  const contact = () => { try { return Number(localStorage.getItem(key)) || 0; } catch { return 0; } };
  const touch = (moment) => { own = moment; try { localStorage.setItem(key, String(moment)); } catch { /* private window */ } };
  const left = () => limit - (Date.now() - Math.max(own, contact()));

  function freshToken(token) {
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
    if (document.body.hasAttribute("hx-headers")) document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
  }
  async function ask(method) {
    if (asking) return;
    asking = true;
    asked = Date.now();
    try {
      const field = document.querySelector("input[name=csrfmiddlewaretoken]");
      const answer = await fetch(box.dataset.presence, { method, headers: { "X-CSRFToken": field ? field.value : "" }, cache: "no-store" });
      if (!answer.ok) return;
      const told = await answer.json();
      if (told.left > 0) { touch(Date.now() - (limit - told.left * 1000)); last = method === "POST" && told.left * 1000 <= warnAt; freshToken(told.token); rest(); } else end();
    } catch { /* no network: asked again later */ } finally { asking = false; }
  }
  function rest() {
    over = false;
    if (box.open) box.close();
  }
  function show(ended) {
    part("warning").hidden = ended;
    part("ended").hidden = !ended;
    box.setAttribute("aria-labelledby", "ls-idle-title");
    if (!box.open) box.showModal();
  }
  function end() {
    if (over) return;
    over = true;
    const back = new URLSearchParams({ next: location.pathname + location.search });
    part("login").href = `${part("login").pathname}?${back}`;
    show(true);
  }
  function tick() {
    if (over) return;
    const rests = left();
    if (rests <= 0) { if (Date.now() - asked > 3000) ask("GET"); return; }
    if (acted && Date.now() - acted < grain && limit - rests >= grain) { acted = 0; ask("POST"); return; }
    if (rests <= warnAt && !last) {  // the last minutes of a day's session cannot be lengthened: said once
      part("left").textContent = String(Math.ceil(rests / 1000));
      if (!box.open) show(false);
    } else if (box.open) rest();
  }
  for (const name of ["keydown", "input", "pointerdown"]) {
    document.addEventListener(name, (event) => { if (!box.contains(event.target)) acted = Date.now(); }, { passive: true, capture: true });
  }
  part("stay").addEventListener("click", () => ask("POST"));
  part("close").addEventListener("click", () => box.close());
  box.addEventListener("cancel", (event) => { event.preventDefault(); if (over) box.close(); else ask("POST"); });
  // whoever comes back to a window may have signed out, or in again, in another one: the forms take its token over
  const back = () => { if (!document.hidden && Date.now() - asked > 1000) ask("GET"); };
  window.addEventListener("focus", back);
  document.addEventListener("visibilitychange", back);
  touch(Date.now());
  window.setInterval(tick, 1000);
})();
