// Says in words why a passkey does not work: no device answered, or the address is none that passkeys are made for.
"use strict";
(() => {
  const say = (name) => { const said = document.getElementById(name); if (said) said.hidden = false; };
  document.addEventListener("allauth.error", (event) => { event.preventDefault(); say("passkey-trouble"); });
  const isNumber = /^[\d.]+$|^\[/.test(location.hostname);
  if (window.PublicKeyCredential && !isNumber) return;
  for (const button of document.querySelectorAll("[data-passkey]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      say("passkey-address");
    }, true);
  }
})();
