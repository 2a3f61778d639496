"""What people do to a project between two builds, at random."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.catalogue_builders import LAW_PATH, a_catalogue_folder
from tests.picture_builders import a_picture

Edit = Callable[[random.Random, Path, Path], None]


def change_words(chance: random.Random, root: Path, templates: Path) -> None:
    file = chance.choice(sorted((root / "content").rglob("*.*")))
    text = file.read_text()
    word = "".join(chance.choices("甲乙丙丁戊己庚辛", k=3))  # a number may be refused
    for field in chance.sample(["name: ", "summary: ", "intro: ", "note: "], 4):
        if f"\n{field}" in f"\n{text}":
            file.write_text(text.replace(field, f"{field}改{word}", 1))
            return


def change_status(chance: random.Random, root: Path, templates: Path) -> None:
    table = chance.choice(["services", "stations", "articles", "areas"])
    file = chance.choice(sorted((root / "content" / table).rglob("*.*")))
    head, *rest = file.read_text().split("status: ", 1)
    status = chance.choice(["draft", "published", "suspended", "withdrawn"])
    note = "" if status in ("draft", "published") else "\nstatus_note: 有原因"
    if file.suffix == ".yml" and not rest:
        file.write_text(f"{head.rstrip()}\nstatus: {status}{note}\n")
    elif rest:
        file.write_text(f"{head}status: {status}\n{rest[0].partition(chr(10))[2]}")


def remove(chance: random.Random, root: Path, templates: Path) -> None:
    table = chance.choice(["services", "stations", "materials", "articles", "laws"])
    folder = root / "content" / table
    found = sorted(folder.rglob("*.*"))
    if len(found) > 1:
        chance.choice(found).unlink()


def add_a_copy(chance: random.Random, root: Path, templates: Path) -> None:
    table = chance.choice(["services", "stations", "materials", "articles", "laws"])
    found = sorted((root / "content" / table).rglob("*.*"))
    if found:
        file = chance.choice(found)
        shutil.copy(file, file.with_stem(f"{file.stem[:20]}-{chance.randrange(99)}"))


def rename(chance: random.Random, root: Path, templates: Path) -> None:
    table = chance.choice(["services", "stations", "materials"])
    found = sorted((root / "content" / table).rglob("*.*"))
    if found:
        file = chance.choice(found)
        file.rename(file.with_stem(f"{file.stem[:20]}x"))


def out_of_its_folder(chance: random.Random, root: Path, templates: Path) -> None:
    """Records are met in the order of their paths."""
    table = root / "content" / chance.choice(["areas", "articles"])
    file = chance.choice(sorted(table.rglob("*.*")))
    file.rename(table / file.name)


def reorder_a_register(chance: random.Random, root: Path, templates: Path) -> None:
    reorder(chance.choice(sorted((root / "content").glob("*.yml"))))


def reorder(register: Path) -> None:
    """The first record becomes the last."""
    head, *records = re.split(r"^(?=  - )", register.read_text(), flags=re.MULTILINE)
    register.write_text("".join([head, *records[1:], *records[:1]]))


def only_a_comment(chance: random.Random, root: Path, templates: Path) -> None:
    file = chance.choice(sorted((root / "content").rglob("*.yml")))
    file.write_text(f"# {chance.random()}\n{file.read_text()}")


def rename_a_law(root: Path) -> Path:
    law = root / LAW_PATH
    law.write_text(law.read_text().replace("name: ", "name: 新", 1))
    return law


def rename_the_site(chance: random.Random, root: Path, templates: Path) -> None:
    file = root / "site_config.yml"
    file.write_text(file.read_text().replace("name: ", "name: 新", 1))


def speak_otherwise(chance: random.Random, root: Path, templates: Path) -> None:
    """The site has other languages from now on."""
    file = root / "site_config.yml"
    lines = file.read_text().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("languages:")]
    more = chance.choice(
        ["", ", zh-Hant", ", en", ", zh-Hant, en", ", zh-Hant, en, ar"]
    )
    file.write_text("".join([*kept, f"languages: [zh-Hans{more}]\n"]))


def translate_a_name(chance: random.Random, root: Path, templates: Path) -> None:
    """A record has a page in another language, or another name there."""
    table = chance.choice(["services", "stations", "articles", "areas", "hotlines.yml"])
    place = root / "content" / table
    file = chance.choice(sorted(place.rglob("*.*"))) if place.is_dir() else place
    head, found, rest = file.read_text().partition("name: ")
    name, _, rest = rest.partition("\n")
    if found and not name.startswith("{"):
        told = f"{{zh-Hans: {name}, en: N{chance.randrange(99)}, ar: اسم}}"
        file.write_text(f"{head}{found}{told}\n{rest}")


def move_on_the_map(chance: random.Random, root: Path, templates: Path) -> None:
    """A station or a village has a point, another one, or none any more."""
    table = chance.choice(["stations", "areas"])
    file = chance.choice(sorted((root / "content" / table).rglob("*.yml")))
    lines = [x for x in file.read_text().splitlines() if not x.startswith("geo:")]
    if chance.random() < 0.8:
        lat = f"31.0{chance.randrange(10)}"
        lines.append(f"geo: {{lat: {lat}, lon: 104.0, crs: gcj02}}")
    file.write_text("\n".join(lines) + "\n")


def change_a_template(chance: random.Random, root: Path, templates: Path) -> None:
    names = ["_parts", "_service_parts", "_station_parts", "page", "area", "offering"]
    file = templates / f"{chance.choice(names)}.html"
    changed = file.read_text().replace('class="', f'class="x{chance.randrange(99)} ', 1)
    file.write_text(changed)
    os.utime(file, ns=(chance.randrange(10**18), chance.randrange(10**18)))


def change_a_picture(chance: random.Random, root: Path, templates: Path) -> None:
    place = root / "content/images/qiaodong" / f"p{chance.randrange(2)}.png"
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists() and chance.random() < 1 / 3:
        place.unlink()
    else:
        place.write_bytes(a_picture("PNG", (20, chance.randrange(10, 60))))


def take_it_all_back(chance: random.Random, root: Path, templates: Path) -> None:
    """Also what was there two builds ago must come out as it did then."""
    shutil.rmtree(root / "content")
    a_catalogue_folder(root)


EDITS: tuple[Edit, ...] = (
    *(change_words, change_words, change_words, change_status, change_status),
    *(remove, add_a_copy, rename, only_a_comment, rename_the_site),
    *(reorder_a_register, out_of_its_folder),
    *(change_a_template, change_a_picture, take_it_all_back),
    *(move_on_the_map, move_on_the_map),
    *(speak_otherwise, translate_a_name, translate_a_name),
)
