"""What of an address may be said aloud. Apart, because logs, progress, reports and exports all speak of addresses."""

from __future__ import annotations

import re
from typing import Final

MASK: Final = "***"
"""What stands for a secret value in an address that is shown."""
SECRET_NAMES: Final = frozenset(
    "access_token accesstoken api_key api-key apikey auth auth_token authkey authorization client_secret "
    "credential credentials feed_key feedkey jwt key pass passwd password private private_key private_token pwd "
    "rss_key rsskey rss_token secret session session_id sessionid sid sig signature subscriber_token token "
    "user_key userkey x-amz-credential x-amz-security-token x-amz-signature".split()
)
"""Names of query fields whose values are secrets where feeds are private. What looks like a token inside a path cannot
be told from a name there, and stays."""

_AUTHORITY = re.compile(r"^(\s*(?:[A-Za-z][A-Za-z0-9+.\-]{0,30}:)?[/\\]{2,4})([^/\\?#]*)@")
_FIELD = re.compile(r"([?&;#])([^?&;#=]{1,40})=([^&;#]+)")


def without_credentials(url: str) -> str:
    """The address without user name and password, and with `***` for the values of query fields that are named like a
    key or a token (SECRET_NAMES). Total: what is no address comes back as it is. For showing, not for fetching.
    """
    return _FIELD.sub(_masked, without_userinfo(url))


def without_userinfo(url: str) -> str:
    """The address without user name and password, and otherwise as it was, so that it can be fetched or resolved
    against.
    """
    return _AUTHORITY.sub(r"\1", url)


def _masked(field: re.Match[str]) -> str:
    secret = field[2].lower() in SECRET_NAMES
    return f"{field[1]}{field[2]}={MASK}" if secret else field[0]
