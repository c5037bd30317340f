// Where nobody has chosen, the page is as dark as the rest of the screen.

export function followTheme(root) {
  if (root.dataset.theme !== "auto") return;
  const isDark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => {
    root.dataset.bsTheme = isDark.matches ? "dark" : "light";
  };
  isDark.addEventListener("change", follow);
  follow();
}
