"""Contrast as axe measures it, of every look that text has: each is measured once.

How well text is read follows from its own look and from what is painted under it, up
to the page.  A look met before, on whatever page, is not measured again: most of axe's
time would go there.  `judged` are the looks that axe has found well.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

LOOKS = """
  const layers = new Map();
  const under = (element) => {
    if (!element) return "";
    if (!layers.has(element)) {
      const s = getComputedStyle(element);
      const free = s.position === "static" ? "" : s.position + s.inset + s.zIndex;
      layers.set(element, under(element.parentElement) + [
        s.backgroundColor, s.backgroundImage, s.opacity, s.filter, s.mixBlendMode,
        s.clip, s.clipPath, s.transform, s.overflow, free,
      ].join().replace("rgba(0, 0, 0, 0),none,1,none,normal,auto,none,none,visible,", ""));
    }
    return layers.get(element);
  };
  const lookOf = (element) => {
    const s = getComputedStyle(element);
    const off = element.closest("label, fieldset, [disabled], [aria-disabled]");
    return [under(element), s.color, s.fontSize, s.fontWeight, s.textShadow,
      off ? off.localName : ""].join("|");
  };
"""
FIND = f"""() => {{ {LOOKS}
  const longest = new Map();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const note = (element, text) => {{
    const length = text.trim().length;
    if (!length || !element.checkVisibility({{ visibilityProperty: true }})) return;
    const look = lookOf(element);
    if (length > (longest.get(look)?.length ?? 0)) longest.set(look, {{ element, length }});
  }};
  while (texts.nextNode()) note(texts.currentNode.parentElement, texts.currentNode.data);
  document.querySelectorAll("input, select, textarea")
    .forEach((field) => note(field, field.value || field.placeholder || ""));
  window.found = longest;
  return [...longest.keys()];
}}"""
MEASURE = f"""async (looks) => {{ {LOOKS}
  const include = looks.map((look) => window.found.get(look).element);
  const said = await axe.run({{ include }}, {{
    runOnly: ["color-contrast"], resultTypes: ["violations", "passes"], elementRef: true,
  }});
  const nodes = (rules) => rules.flatMap((rule) => rule.nodes);
  return {{
    well: [...new Set(nodes(said.passes).map((node) => lookOf(node.element)))],
    badly: nodes(said.violations).map((node) => `${{node.target}} ${{node.html}}`),
  }};
}}"""


def hard_to_read(page: Page, judged: set[str]) -> list[str]:
    """The text that is too pale on its ground, as axe shows it; axe is loaded."""
    new = [look for look in page.evaluate(FIND) if look not in judged]
    if not new:
        return []
    said: dict[str, Any] = page.evaluate(MEASURE, new)
    judged.update(said["well"])
    return [f"color-contrast {one[:200]}" for one in said["badly"]]
