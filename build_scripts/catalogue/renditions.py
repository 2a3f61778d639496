"""What is passed on: an alert, event, notice or article as a text message, for a group,
for the loudspeaker, as a poster.

What the author wrote stands.  What was left out is put together from whole sentences
of the record; nothing is cut, so what does not fit stays empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from build_scripts.catalogue import spoken
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Alert, Article, LegalEvent, Notice, Renditions
from build_scripts.shared.frozen import Frozen

SMS = 70
WECHAT = 300
BROADCAST_SECONDS = (60, 90)
POSTER_HEADLINE = 14
POSTER_POINTS = 3
POSTER_POINT = 18
FEWEST_POINTS = 2
"""With fewer that fit, the author had better write the poster."""
TIMES_SAID = 3
"""A short text is said up to so many times over."""

News = Alert | Article | LegalEvent | Notice


class PassedOn(Frozen, kw_only=True):
    """The texts of a record for other channels; '' where nothing fits."""

    sms: str
    wechat: str
    broadcast: str
    headline: str
    """Of the poster; '' when there is none."""
    points: tuple[str, ...]


class _Draft(Frozen, kw_only=True):
    """What there is to say, as sentences: those in front matter most."""

    who: str
    """Short: it signs text messages."""
    title: str
    first: str
    """What may never be left out."""
    more: tuple[str, ...]
    last: str
    """Whom to call."""
    aloud: tuple[str, ...]
    points: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    """`more` in the order in which one reads it at leisure, if that is another."""


def passed_on(catalogue: Catalogue, record: News) -> PassedOn:
    given = record.renditions or Renditions()
    draft = _draft(catalogue, record)
    poster = given.poster
    headline, points = _poster(draft)
    return PassedOn(
        sms=given.sms or _sms(draft),
        wechat=given.wechat or _wechat(draft),
        broadcast=given.broadcast or _broadcast(draft),
        headline=poster.headline if poster else headline,
        points=poster.points if poster else points,
    )


def _draft(catalogue: Catalogue, record: News) -> _Draft:
    match record:
        case Alert():
            return _of_alert(catalogue, record)
        case LegalEvent():
            return _of_event(catalogue, record)
        case Notice():
            return _of_notice(catalogue, record)
        case Article():
            return _of_article(catalogue, record)


def _sms(draft: _Draft) -> str:
    return _filled(f"【{draft.who}】{draft.first}", draft.more, draft.last, SMS)


def _wechat(draft: _Draft) -> str:
    lines = (f"\n{line}" for line in draft.read or draft.more)
    last = f"\n{draft.last}" if draft.last else ""
    return _filled(f"【{draft.who}】{draft.first}", lines, last, WECHAT)


def _filled(first: str, more: Iterable[str], last: str, most: int) -> str:
    """First and last with as many sentences between them as fit; '' when none does."""
    told, room = [first], most - len(first) - len(last)
    for sentence in more:
        if len(sentence) > room:
            break
        told.append(sentence)
        room -= len(sentence)
    return "".join((*told, last)) if room >= 0 else ""


def _broadcast(draft: _Draft) -> str:
    """Said so often that it lasts 60 to 90 seconds; '' when it can't."""
    once = spoken.for_the_ear("".join(draft.aloud))
    for times in range(1, TIMES_SAID + 1):
        again = "".join(f"\n再说一遍。{once}" for _ in range(times - 1))
        words = f"乡亲们请注意。{once}{again}\n请大家互相转告，谢谢大家。"
        if fits_the_loudspeaker(words):
            return words
    return ""


def fits_the_loudspeaker(words: str) -> bool:
    shortest, longest = (s * spoken.SPOKEN_A_SECOND for s in BROADCAST_SECONDS)
    return shortest <= spoken.length(words) <= longest


def _poster(draft: _Draft) -> tuple[str, tuple[str, ...]]:
    bare = (point.rstrip("。！") for point in draft.points)
    points = tuple(p for p in bare if len(p) <= POSTER_POINT)[:POSTER_POINTS]
    if len(points) < FEWEST_POINTS or len(draft.title) > POSTER_HEADLINE:
        return "", ()
    return draft.title, points


def _of_alert(catalogue: Catalogue, alert: Alert) -> _Draft:
    call = f"拿不准、要帮忙，打{alert.hotline}。"
    dont = _sentences(alert.dont)
    return _Draft(
        who=short_name(catalogue, alert.source.issuer),
        title=alert.name,
        first=_sentence(alert.name),
        more=(*_sentences(alert.do), *dont, _sentence(alert.looks_like)),
        last=call,
        aloud=(
            f"{short_name(catalogue, alert.source.issuer)}提醒大家：",
            *_sentences((alert.name, alert.looks_like)),
            "请记住，要这样做。",
            *_sentences(alert.do),
            "千万记住，有些事不能做。",
            *dont,
            call,
        ),
        points=(*alert.do, *alert.dont),
        read=(_sentence(alert.looks_like), *_sentences(alert.do), *dont),
    )


def _of_event(catalogue: Catalogue, event: LegalEvent) -> _Draft:
    place = place_of(catalogue, event)
    phone = event.phones[0].number if event.phones else ""
    come = f"报名打{phone}。" if event.booking == "phone" else "不用报名，不收钱。"
    who = short_name(catalogue, event.organiser)
    if event.event_status == "cancelled":
        words = (f"{event.name}取消了。", _sentence(event.change_note))
        return _Draft(
            who=who,
            title=event.name,
            first=words[0],
            more=words[1:],
            last=f"有事打{phone}。" if phone else "",
            aloud=words,
        )
    starts = event.starts
    more = _sentences((event.summary, event.bring and f"请带上：{event.bring}"))
    when = f"{_day(starts)}{starts:%H:%M}"
    return _Draft(
        who=who,
        title=event.name,
        first=f"{when}，{place}，{_sentence(event.name)}",
        more=more,
        last=come,
        aloud=(
            f"{spoken.day(starts.date())}，{spoken.hour(starts)}，在{place}，",
            *_sentences((event.name, *more)),
            *_stops_aloud(event),
            come,
        ),
    )


def _stops_aloud(event: LegalEvent) -> tuple[str, ...]:
    return tuple(f"{spoken.hour(s.starts)}到{s.place}。" for s in event.stops)


def _of_notice(catalogue: Catalogue, notice: Notice) -> _Draft:
    first, last = notice.valid_from, notice.valid_through
    who = short_name(catalogue, notice.publisher)
    phone = notice.phones[0].number if notice.phones else ""
    call = f"有事打{phone}。" if phone else ""
    days, aloud = _day(first), spoken.day(first)
    if last != first:
        days, aloud = f"{days}到{_day(last)}", f"{aloud}，到{spoken.day(last)}"
    text = tuple(
        f"{part.strip()}。" for part in notice.text.split("。") if part.strip()
    )
    title = _sentence(notice.name)
    return _Draft(
        who=who,
        title=notice.name,
        first=title if _day(first) in notice.name else f"{days}，{title}",
        more=text,
        last=call,
        aloud=(
            f"{who}通知：{title}",
            "" if _day(first) in notice.text else f"{aloud}。",
            *text,
            call,
        ),
    )


def _day(value: date) -> str:
    return f"{value.month}月{value.day}日"


def _of_article(catalogue: Catalogue, article: Article) -> _Draft:
    who = short_name(catalogue, article.publisher)
    points = _sentences(article.takeaways)
    return _Draft(
        who=who,
        title=article.name,
        first=_sentence(article.name),
        more=points,
        last="",
        aloud=(
            f"{who}跟大家说一件事。",
            *_sentences((article.name, article.summary)),
            "请记住。",
            *points,
        ),
        points=article.takeaways,
    )


def place_of(catalogue: Catalogue, event: LegalEvent) -> str:
    """The name of the station, the place, or the first stop of the van."""
    station = catalogue.stations.get(event.station)
    if station is not None:
        return str(station.name)
    return str(event.stops[0].place if event.stops else event.place)


def short_name(catalogue: Catalogue, owner: str) -> str:
    """'县公安局', '桥东派出所': who signs."""
    agency = catalogue.agencies.get(owner)
    if agency is not None:
        return str(agency.short_name)
    for table in (catalogue.stations, catalogue.areas):
        found = table.get(owner)
        if found is not None:
            return str(found.name)
    return str(catalogue.config.name)


def _sentences(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(_sentence(text) for text in texts if text)


def _sentence(text: str) -> str:
    return text if text.endswith(("。", "！", "？")) else f"{text}。"
