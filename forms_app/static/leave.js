// Quick exit: the page is replaced, so that "back" does not show it again.
// Without scripts the same link simply leads away.
"use strict";
for (const link of document.querySelectorAll("a[data-leave]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    window.location.replace(link.href);
  });
}
document.addEventListener("keydown", (event) => {
  const link = document.querySelector("a[data-leave]");
  if (event.key === "Escape" && link) {
    window.location.replace(link.href);
  }
});
