// Around the scripts of django-allauth: show the passkey parts where passkeys can work, and say it when one fails.

if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = false;
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const notice = document.querySelector("[data-passkey-failed]");
  notice.hidden = false;
  notice.focus();
});
