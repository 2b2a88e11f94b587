// The archive form at the door: one section at a time. Without a script the sections stand below one another.
"use strict";
(() => {
  const form = document.querySelector("form.aid-fill");
  if (!form) return;
  rows();
  if (form.hasAttribute("data-steps")) steps();
  consents();
  saves();

  // Photographs without the consent of those who are seen are not sent: the browser would forget them, and they were chosen anew.
  function consents() {
    const consent = form.elements.consent, picker = form.elements.pictures, said = form.querySelector("[data-consent-missing]");
    if (!consent || !picker || !said) return;
    const missing = () => picker.files.length > 0 && !consent.checked;
    form.addEventListener("change", () => { if (!missing()) said.hidden = true; });
    form.addEventListener("submit", (event) => {
      if (!missing() || event.submitter?.formNoValidate) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      said.hidden = false;
      said.classList.add("aid-error");
      for (const fold of form.querySelectorAll("details")) fold.open ||= fold.contains(consent);
      consent.scrollIntoView({ block: "center" });
      consent.focus();
    }, true);
  }

  // What is sent waits for the save that is under way, for the version that this save makes comes back with its answer; nothing is
  // saved by itself once it is sent.
  function saves() {
    const kept = form.querySelector("[data-kept]");
    if (!kept) return;
    let saving = false, gone = false, waits = null;
    kept.addEventListener("htmx:beforeRequest", (event) => {
      if (gone) event.preventDefault();
      else saving = true;
    });
    kept.addEventListener("htmx:afterRequest", (event) => {
      saving = false;
      if (!waits) return;
      const [button] = waits;
      waits = null;
      if (button) button.disabled = false;
      if (!event.detail.successful) return;  // web/keeping.js says so
      gone = true;
      form.requestSubmit(button || undefined);
    });
    form.addEventListener("submit", (event) => {
      gone = !saving;
      if (gone) return;
      event.preventDefault();
      waits = [event.submitter];
    });
    window.addEventListener("pageshow", () => { saving = gone = false; });  // taken back with "back"
  }

  // Empty rows stay folded until somebody asks for one.
  function rows() {
    for (const add of form.querySelectorAll("[data-add-row]")) {
      const part = add.closest("[data-part]"), blank = () => [...part.querySelectorAll("[data-row][data-blank]")].filter((row) => row.hidden);
      for (const row of part.querySelectorAll("[data-row][data-blank]")) row.hidden = !filled(row);
      const fold = () => { add.hidden = !blank().length; };
      add.addEventListener("click", () => {
        const [row] = blank();
        row.hidden = false;
        fold();
        row.querySelector("input:not([type=hidden]), select").focus();
      });
      form.addEventListener("outbox:filled", () => { for (const row of blank()) row.hidden = !filled(row); fold(); });
      form.addEventListener("reset", () => window.setTimeout(() => { for (const row of part.querySelectorAll("[data-row][data-blank]")) row.hidden = true; fold(); }, 0));
      fold();
    }
  }
  function filled(row) {
    return [...row.querySelectorAll("input:not([type=hidden]):not([type=checkbox]), select")].some((field) => field.value);
  }

  function steps() {
    const parts = [...form.querySelectorAll("[data-part]")], at = (name) => form.querySelector(`[data-${name}]`);
    const again = form.hasAttribute("data-again-steps");
    let here = 0;
    function show(step, focus = true) {
      here = Math.max(0, Math.min(step, parts.length - 1));
      parts.forEach((part, number) => part.toggleAttribute("data-here", number === here));
      const last = here === parts.length - 1;
      form.toggleAttribute("data-last", last);
      at("back").hidden = here === 0;
      at("next").hidden = last;
      at("place").hidden = false;
      at("place").textContent = `${here + 1} / ${parts.length}`;
      form.querySelector("[data-lacking]").hidden = true;
      if (!focus) return;
      parts[here].querySelector("h2").focus({ preventScroll: true });
      form.scrollIntoView({ block: "start" });
    }
    form.classList.add("aid-stepping");
    at("back").addEventListener("click", () => show(here - 1));
    at("next").addEventListener("click", next);
    // What is missing or wrong is said while the family is still at the door; whoever presses again goes on all the same.
    const said = form.querySelector("[data-lacking]");
    let told = -1;
    function lacking() {
      const fields = [...parts[here].querySelectorAll("[data-needed], [data-identity], [required]")].filter((field) => field.offsetParent);
      const wrong = fields.filter((field) => field.value.trim() ? field.hasAttribute("data-identity") && !isIdentity(field.value.trim()) : field.matches("[data-needed], [required]"));
      for (const field of fields) field.classList.toggle("is-invalid", wrong.includes(field));
      const names = wrong.slice(0, 3).map(nameOf).join("、");
      said.textContent = said.dataset.lacking.replace("#", wrong.length > 3 ? `${names}…（${wrong.length}）` : names);
      said.hidden = !wrong.length || told === here;
      if (said.hidden) return false;
      told = here;
      wrong[0].scrollIntoView({ block: "center" });
      wrong[0].focus({ preventScroll: true });
      return true;
    }
    const nameOf = (field) => form.querySelector(`label[for="${field.id}"]`).firstChild.textContent.trim();
    function isIdentity(number) {
      if (!/^\d{17}[\dXx]$/.test(number)) return false;
      const sum = [...number.slice(0, 17)].reduce((all, digit, place) => all + Number(digit) * (2 ** (17 - place) % 11), 0);
      return "10X98765432"[sum % 11] === number[17].toUpperCase();
    }
    form.addEventListener("input", (event) => { event.target.classList.remove("is-invalid"); });
    function next() {  // a section of before is answered before one goes on
      const seen = parts[here].querySelector(".aid-seen"), open = seen && !seen.querySelector("input:checked");
      if (!open && !seen && lacking()) return undefined;
      if (!open) return show(here + 1);
      seen.querySelector("[data-unseen]").hidden = false;
      seen.querySelector("input").focus();
    }
    form.addEventListener("change", (event) => {
      if (event.target.matches(".aid-seen input")) event.target.closest(".aid-seen").querySelector("[data-unseen]").hidden = true;
      if (again && event.target.matches(".aid-seen input[value=same]")) window.setTimeout(() => show(here + 1), 120);
    });
    form.addEventListener("keydown", (event) => {  // enter goes on, and does not hand in what is half done
      if (event.key !== "Enter" || !event.target.matches("input:not([type=submit])") || form.hasAttribute("data-last")) return;
      event.preventDefault();
      next();
    });
    for (const link of document.querySelectorAll("[data-to-field]")) {
      link.addEventListener("click", (event) => {
        const target = document.getElementById(link.hash.slice(1)), part = target && target.closest("[data-part]");
        if (!part) return;
        event.preventDefault();
        show(parts.indexOf(part), false);
        target.scrollIntoView({ block: "center" });
        (target.matches("input, select, textarea") ? target : target.querySelector("input, select, textarea"))?.focus();
      });
    }
    form.addEventListener("reset", () => window.setTimeout(() => show(0), 0));
    const open = again ? parts.findIndex((part) => part.querySelector(".aid-seen") && !part.querySelector(".aid-seen input:checked")) : 0;
    const wrong = parts.findIndex((part) => part.classList.contains("aid-has-errors"));
    show(wrong >= 0 ? wrong : open < 0 ? parts.length - 1 : open, false);
  }
})();
