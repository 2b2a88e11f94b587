// Says in words what a passkey's device did not do, and hides passkeys where the browser knows none.
"use strict";
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const said = document.getElementById("passkey-trouble");
  if (said) said.hidden = false;
});
if (!window.PublicKeyCredential) {
  for (const button of document.querySelectorAll("[data-passkey]")) button.disabled = true;
}
