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
// Buttons that only a script can serve are hidden until there is one.
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-print], [data-copy]")) button.hidden = false;
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-print], [data-copy]");
  if (!button) return;
  if (button.hasAttribute("data-print")) return window.print();
  copyFrom(document.getElementById(button.dataset.copy), button);
});
async function copyFrom(field, button) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    if (!document.execCommand("copy")) return;  // without https there is no clipboard to write to
  }
  button.textContent = button.dataset.copied;
}
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-autosubmit]")) event.target.form.requestSubmit();
});

// What is shown for a short time: hidden by the clock on the wall, also when the page slept meanwhile or comes back by "back".
function hideWhatIsOver() {
  for (const part of document.querySelectorAll("[data-hide-after]")) {
    if (!part.dataset.hideAt) part.dataset.hideAt = String(Date.now() + 1000 * Number(part.dataset.hideAfter));
    const left = Math.ceil((Number(part.dataset.hideAt) - Date.now()) / 1000);
    const said = part.querySelector("[data-seconds-left]");
    if (left > 0) {
      if (said) said.textContent = String(left);
      continue;
    }
    const over = document.createElement("p");
    over.className = "ls-muted mb-0";
    over.textContent = part.dataset.over;
    part.replaceWith(over);
  }
}
for (const moment of ["DOMContentLoaded", "visibilitychange", "htmx:afterSettle"]) document.addEventListener(moment, hideWhatIsOver);
window.addEventListener("pageshow", hideWhatIsOver);
window.setInterval(hideWhatIsOver, 1000);

// The seldom wanted part of the menu folds up again when the reader turns to something else.
function foldMenu(event) {
  for (const part of document.querySelectorAll(".ls-seldom details[open]")) {
    if (event.key === "Escape" || (event.type === "click" && !part.contains(event.target))) part.open = false;
  }
}
document.addEventListener("click", foldMenu);
document.addEventListener("keydown", foldMenu);

// One box that chooses every box of its form (those of this page), and says how many are chosen.
function boxesBeside(all) {
  return [...all.form.elements].filter((one) => one.type === "checkbox" && one !== all && !one.disabled);
}
function countChosen(all) {
  const boxes = boxesBeside(all);
  const chosen = boxes.filter((one) => one.checked).length;
  all.checked = chosen > 0 && chosen === boxes.length;
  all.indeterminate = chosen > 0 && chosen < boxes.length;
  const said = all.closest("[data-choose-all]").querySelector("[data-count]");
  said.textContent = chosen ? said.dataset.count.replace("{n}", String(chosen)) : "";
}
function countEverywhere() {
  for (const part of document.querySelectorAll("[data-choose-all]")) {
    const all = part.querySelector("input");
    part.hidden = boxesBeside(all).length < 2;
    countChosen(all);
  }
}
document.addEventListener("change", (event) => {
  const box = event.target;
  if (box.type !== "checkbox" || !box.form) return;
  const part = [...document.querySelectorAll("[data-choose-all]")].find((one) => one.querySelector("input").form === box.form);
  if (!part) return;
  const all = part.querySelector("input");
  if (box === all) for (const one of boxesBeside(all)) one.checked = all.checked;
  countChosen(all);
});
for (const moment of ["DOMContentLoaded", "htmx:afterSettle"]) document.addEventListener(moment, countEverywhere);
window.addEventListener("pageshow", countEverywhere);
