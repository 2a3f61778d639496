"""No to a letter."""

from __future__ import annotations

from forms_app.refusals.general import Refusal


class TooManyLetters(Refusal):
    message = "这个手机号写来的几条还没有答复，请等一等，急事请直接打电话。"


class TooManyUnsigned(Refusal):
    """Said only to who left no telephone."""

    message = (
        "没留电话的来信太多，暂时收不下了。请留一个手机号再交，或者打 12345 直接说。"
    )


class WrittenAlready(Refusal):
    """The form of a letter that was sent comes again with other words."""

    message = "这一封已经收到了。要改的话，请在“查答复”里收回，再重新写一封。"


class NotAgreed(Refusal):
    message = "写信的人没有同意公开，不能公开。"


class NobodyAnswersThere(Refusal):
    message = "这个村暂时没有能在网上答复的站点。法律问题请打 12348，别的事请打 12345。"
