"""No at the desk's door and among accounts."""

from __future__ import annotations

from forms_app.refusals.general import Refusal


class SignInFailed(Refusal):
    """The same sentence for a wrong name, a wrong password and a locked account."""

    message = "账号或密码不对，或者试的次数太多。请稍后再试，或找管理员。"


class NameTaken(Refusal):
    message = "这个登录名已经有人用了，请换一个。"


class WrongPassword(Refusal):
    message = "原密码不对，请重新输入。"


class WeakPassphrase(Refusal):
    """`passphrases.weakness` says what exactly to mend."""

    message = "这个密码容易被猜到，请换一个。"


class NotOneself(Refusal):
    message = "不能这样处理自己的账号，请找另一位账号管理员。"


class LastAdministrator(Refusal):
    message = "这是最后一位账号管理员。请先给另一位同事这个角色。"


class AlreadyGranted(Refusal):
    message = "这个人在这里已经有这个角色了。"


class OutsideYourStations(Refusal):
    message = "这个账号或这个地点不归您管理，请找县级账号管理员。"
