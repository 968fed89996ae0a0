// Say so when the connection is lost, before somebody sends a form into nothing.

const notice = document.querySelector("[data-offline]");
const show = () => {
  notice.hidden = navigator.onLine;
};

if (notice) {
  addEventListener("offline", show);
  addEventListener("online", show);
  show();
}
