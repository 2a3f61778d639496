"""Forms of this room; the ones Flask-Security's views fill are named in `sign_in`."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import request
from flask_security.forms import TwoFactorVerifyCodeForm, VerifyForm
from wtforms import HiddenField, PasswordField, SelectField, StringField
from wtforms.validators import AnyOf, DataRequired, EqualTo, Length, Regexp

from forms_app.access import ROLE_NAMES, Grant, Role
from forms_app.form_fields import DoorstepForm, given, mended, name_field
from forms_app.refusals import SignInFailed
from forms_app.staff import judging
from forms_app.staff.accounts import NewMember, sign_in_name
from forms_app.staff.models import StaffMember
from forms_app.staff.passphrases import MAX_LENGTH, MIN_LENGTH


def is_safe_way(target: str) -> bool:
    """Whether `target` is an address of this desk and nothing else: '/cases/?page=2'."""
    if not target.startswith("/") or target.startswith("//"):
        return False
    if "\\" in target or any(ord(character) < 33 for character in target):
        return False
    parts = urlsplit(target)
    return not parts.scheme and not parts.netloc


def password_field(
    label: str, autocomplete: str, description: str = ""
) -> PasswordField:
    return PasswordField(
        label,
        description=description,
        validators=[
            DataRequired("请填写密码。"),
            Length(max=MAX_LENGTH, message=f"密码最多 {MAX_LENGTH} 个字符。"),
        ],
        render_kw={"autocomplete": autocomplete},
    )


class SignInForm(DoorstepForm):
    """Name and password; one sentence for everything that can be wrong with them."""

    username = StringField(
        "登录名",
        validators=[
            DataRequired("请填写登录名。"),
            Length(max=40, message="登录名没有这么长，请核对。"),
        ],
        render_kw={"autocomplete": "username", "autocapitalize": "none"},
    )
    password = password_field("密码", "current-password")
    next = HiddenField()
    requires_confirmation = False

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.user: StaffMember | None = None
        wanted = given(self.next) or request.args.get("next", "")
        self.next.data = wanted if is_safe_way(wanted) else "/"

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        self.user = judging.who_signs_in(given(self.username), given(self.password))
        if self.user is None:
            self.form_errors.append(SignInFailed.message)
        return self.user is not None


class CodeForm(DoorstepForm, TwoFactorVerifyCodeForm):
    """The six digits; wrong ones are counted together with wrong passwords."""

    def validate(self, **extra: Any) -> bool:
        if not self.is_setup and not judging.may_try_code(self.user):
            self.form_errors.append(SignInFailed.message)
            return False
        return bool(super().validate(**extra))


class PasswordAgainForm(DoorstepForm, VerifyForm):
    """The password once more, before something that matters."""

    def validate(self, **extra: Any) -> bool:
        if not judging.may_try_code(self.user):
            self.form_errors.append(SignInFailed.message)
            return False
        return bool(super().validate(**extra))


class SecondStepForm(DoorstepForm):
    """Which button was pressed on the page of the second step."""

    setup = HiddenField(validators=[AnyOf(("authenticator", "disable"))])
    phone = HiddenField()
    user: StaffMember | None = None


class NoRescueForm(DoorstepForm):
    """Stands where Flask-Security offers mails to rescue a lost phone: we do not."""

    help_setup = HiddenField()


class ChangePasswordForm(DoorstepForm):
    old = password_field("原密码", "current-password")
    new = password_field(
        "新密码",
        "new-password",
        f"至少 {MIN_LENGTH} 个字符。可以用几个不相干的词，写成拼音连起来，不要求大小写和符号。",
    )
    again = PasswordField(
        "新密码再输一遍",
        validators=[EqualTo("new", message="两次输入的新密码不一样。")],
        render_kw={"autocomplete": "new-password"},
    )


class GrantForm(DoorstepForm):
    """A role at a place."""

    role = SelectField(
        "角色", choices={role.value: words for role, words in ROLE_NAMES.items()}
    )
    scope = SelectField("在哪里", choices={})

    def __init__(self, scopes: dict[str, str], **values: Any) -> None:
        super().__init__(**values)
        self.scope.choices = scopes  # value -> words

    def grant(self) -> Grant:
        return Grant(Role(given(self.role)), given(self.scope))


class NewMemberForm(GrantForm):
    display_name = name_field("姓名", "同事和当事人看到的名字，例如“王警官”。")
    username = StringField(
        "登录名",
        description="3 到 40 个小写字母或数字，例如姓名的拼音。",
        filters=[mended, lambda text: sign_in_name(text) if text else text],
        validators=[
            DataRequired("请填写登录名。"),
            Regexp(
                r"^[a-z0-9][a-z0-9._-]{2,39}$",
                message="登录名只用小写字母、数字、点和横线，3 到 40 个。",
            ),
        ],
        render_kw={"autocomplete": "off", "autocapitalize": "none"},
    )

    def wish(self) -> NewMember:
        return NewMember(given(self.username), given(self.display_name), self.grant())


class VersionForm(DoorstepForm):
    """A button that changes an account, with the version the page showed."""

    version = HiddenField(validators=[Regexp(r"^\d+$")])
