"""The rounds of a measurement: every kind of build in turn, peers between ours."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from build_scripts.bench import ours
from build_scripts.bench.edits import COLD, EDITS, NO_SEARCH, Room
from build_scripts.bench.figures import AGAIN, Series, Size
from build_scripts.bench.generate import generate
from build_scripts.bench.names import Names
from build_scripts.bench.pages import weigh
from build_scripts.bench.peers import hugo, mkdocs
from build_scripts.bench.peers.handed import hand_over, read_plan
from build_scripts.bench.peers.rival import Rival
from build_scripts.bench.timing import Run
from build_scripts.shared.frozen import Frozen

GROWTH = 10
"""How much larger the large catalogue is than the small one."""
FEWEST_GROWN = 3000
PEERS = (hugo.NAME, mkdocs.NAME)

Say = Callable[[str], None]


class BenchRefused(RuntimeError):
    """What was asked for cannot be measured; the message says why."""


class Request(Frozen, kw_only=True):
    """What to measure."""

    project: Path
    pages: int
    today: date
    repeat: int = 3
    seed: int = 1
    townships: Names | None = None
    against: Sequence[str] = ()
    peers: Path | None = None
    """A folder that keeps the peers' environments from run to run."""
    growth: bool = False


def refuse_nonsense(request: Request) -> None:
    """Raise BenchRefused before anything is built."""
    unknown = [name for name in request.against if name not in PEERS]
    if unknown:
        raise BenchRefused(f"不认识“{unknown[0]}”，能比的有：{'、'.join(PEERS)}。")
    if mkdocs.NAME in request.against and request.pages > mkdocs.MOST_PAGES:
        raise BenchRefused(
            f"MkDocs 每页要十几毫秒，又把所有页都放在内存里，超过 {mkdocs.MOST_PAGES} 页不比。"
        )
    if request.growth and request.pages < FEWEST_GROWN:
        raise BenchRefused(f"--growth 至少要 {FEWEST_GROWN} 页，不然小的那份太小。")


def measure(request: Request, say: Say) -> list[Size]:
    """Measure at the size asked for, after a tenth of it when growth is asked for.

    Raises BenchRefused, BuildFailed, PeerMissing, BasisRefused and EditFailed.
    """
    refuse_nonsense(request)
    sizes = [request.pages // GROWTH] if request.growth else []
    with _peers_folder(request) as peers:
        return [
            _measure_size(request, pages, peers, say)
            for pages in (*sizes, request.pages)
        ]


@contextmanager
def _peers_folder(request: Request) -> Iterator[Path]:
    if request.peers:
        request.peers.mkdir(parents=True, exist_ok=True)
        yield request.peers.absolute()
    else:
        with tempfile.TemporaryDirectory(prefix="doorstep-peers-") as folder:
            yield Path(folder)


def _measure_size(request: Request, pages: int, peers: Path, say: Say) -> Size:
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as name:
        folder = Path(name)
        room = ours.make_room(folder)
        mix = generate(
            room.project, pages, request.seed, request.townships, request.project
        )
        say(f"内容造好了，{mix.pages} 页。先生成一遍，不计时。")
        ours.build(room)
        heaps = weigh(room.project / "site")
        rivals = list(_rivals(request, folder, room, peers))
        runs = _rounds(request, room, rivals, say)
        return Size(
            asked=pages,
            mix=mix,
            ours=Series(name="Doorstep", version="", runs=runs[""], heaps=heaps),
            peers=tuple(
                Series(
                    name=rival.name,
                    version=rival.version,
                    runs=runs[rival.name],
                    heaps=weigh(rival.site),
                )
                for rival in rivals
            ),
        )


def _rivals(request: Request, folder: Path, room: Room, peers: Path) -> Iterator[Rival]:
    if not request.against:
        return
    catalogue, plan = read_plan(room.project, request.today)
    if hugo.NAME in request.against:
        handed = hand_over(catalogue, plan, request.today)
        site = room.project / "site"
        yield hugo.ready(folder / hugo.NAME, peers, handed, site, request.repeat)
    if mkdocs.NAME in request.against:
        yield mkdocs.ready(folder / mkdocs.NAME, peers, plan)


def _rounds(
    request: Request, room: Room, rivals: Sequence[Rival], say: Say
) -> dict[str, dict[str, list[Run]]]:
    """Builder → kind of build → its runs; ours is called ''."""
    kinds = (COLD, NO_SEARCH, *EDITS)
    runs: dict[str, dict[str, list[Run]]] = {"": {kind: [] for kind in kinds}}
    runs |= {rival.name: {COLD: [], AGAIN: []} for rival in rivals}
    for turn in range(request.repeat):
        ours.forget(room)
        bare = ours.build(room, ours.NO_SEARCH)
        _note(runs[""], NO_SEARCH, bare, f"第 {turn + 1} 轮", say)
        ours.forget(room)
        _note(runs[""], COLD, ours.build(room), "", say)
        taking_part = [rival for rival in rivals if turn < rival.rounds]
        for rival in taking_part:
            rival.forget()
            _note(runs[rival.name], COLD, rival.build(), rival.name, say)
        for kind, edit in EDITS.items():
            edit(room, turn)
            _note(runs[""], kind, ours.build(room), "", say)
        for rival in taking_part:
            _note(runs[rival.name], AGAIN, rival.build(), rival.name, say)
    return runs


def _note(
    runs: dict[str, list[Run]], kind: str, run: Run, words: str, say: Say
) -> None:
    runs[kind].append(run)
    say(f"{words} {kind}: {run.seconds:.2f} s".strip())
