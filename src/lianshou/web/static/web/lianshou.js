// Small comforts; every page works without them.
"use strict";
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) {
    event.preventDefault();
    return;
  }
  if (form.method === "post" && !form.hasAttribute("data-again")) {
    const button = event.submitter;
    if (button) window.setTimeout(() => { button.setAttribute("aria-disabled", "true"); button.disabled = true; }, 0);
    if (!form.hasAttribute("data-once")) window.setTimeout(() => { if (button) { button.disabled = false; button.removeAttribute("aria-disabled"); } }, 8000);
  }
});
document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-select]")) event.target.select();
});
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-autosubmit]")) event.target.form.requestSubmit();
});
