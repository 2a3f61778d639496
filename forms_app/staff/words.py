"""What Flask-Security says to people, in our words: SECURITY_MSG_* settings."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "UNAUTHENTICATED": ("请先登录。", "info"),
    "LOGIN": ("请先登录。", "info"),
    "UNAUTHORIZED": ("您的账号不能看这一页。", "error"),
    "GENERIC_AUTHN_FAILED": ("账号或密码不对。", "error"),
    "INVALID_PASSWORD": ("密码不对，请重新输入。", "error"),
    "PASSWORD_NOT_PROVIDED": ("请填写密码。", "error"),
    "INVALID_REDIRECT": ("这个跳转地址不对。", "error"),
    "REAUTHENTICATION_REQUIRED": ("为了安全，请再输入一次密码。", "info"),
    "REAUTHENTICATION_SUCCESSFUL": ("密码正确，请继续。", "success"),
    "TWO_FACTOR_INVALID_TOKEN": (
        "验证码不对，或者已经用过，请输入手机上最新的 6 位数字。",
        "error",
    ),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": ("验证码正确，已经登录。", "success"),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (
        "两步验证已经开启。下次登录时，除了密码还要输入手机上的 6 位数字。",
        "success",
    ),
    "TWO_FACTOR_PERMISSION_DENIED": ("登录没有完成，请重新登录。", "error"),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": ("请选择一项。", "error"),
    "TWO_FACTOR_DISABLED": ("两步验证已经关闭。", "success"),
    "TWO_FACTOR_SETUP_EXPIRED": ("页面打开太久了，请重新扫码。", "error"),
    "API_ERROR": ("这次提交没有成功，请重新操作。", "error"),
    "ANONYMOUS_USER_REQUIRED": ("您已经登录了。", "error"),
    "LOGIN_EXPIRED": ("登录已经过期，请重新登录。", "error"),
}


def settings() -> dict[str, tuple[str, str]]:
    return {f"SECURITY_MSG_{name}": words for name, words in MESSAGES.items()}
