// A form that is kept as a draft while it is written: says so when a save did not arrive, tries again when there is a network
// again and every few seconds, and sends nothing before what was typed is kept, for a page left without a network is lost.
"use strict";
(() => {
  const kept = document.querySelector("[data-kept]"), said = document.querySelector("[data-unsaved]");
  if (!kept || !said) return;
  const form = kept.closest("form");
  let unsaved = false, waits = null;

  function tell(is) {
    unsaved = is;
    said.hidden = !is;
    kept.hidden = is;
  }
  const again = () => { if (unsaved) window.htmx.trigger(kept, "keep"); };
  for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    kept.addEventListener(failure, () => {
      tell(true);
      if (waits) said.scrollIntoView({ block: "center" });
      waits = null;
    });
  }
  kept.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful) return;
    tell(false);
    const [button] = waits || [];
    if (!waits) return;
    waits = null;
    form.requestSubmit(button || undefined);
  });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || (!unsaved && navigator.onLine)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waits = [event.submitter];
    tell(true);
    again();
  }, true);
  window.addEventListener("online", again);
  window.setInterval(again, 10000);
  window.addEventListener("beforeunload", (event) => { if (unsaved && !waits) event.preventDefault(); });
})();
