/** What can be scrolled sideways can be reached with the Tab key. */
export function watchScrolling(root: HTMLElement): void {
  const observer = typeof ResizeObserver === "undefined" ? undefined : new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const region = target.closest<HTMLElement>(".scrolls");
      if (region && region.scrollWidth > region.clientWidth)
        region.tabIndex = 0;
      else
        region?.removeAttribute("tabindex");
    }
  });
  for (const region of root.querySelectorAll(".scrolls"))
    for (const element of [region, ...region.children])
      observer?.observe(element);
}
