"""Who is signed in with an account elsewhere. In a notebook nobody is: functions get `None`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["OAuthProfile", "OAuthToken"]


class OAuthProfile(dict[str, Any]):
    """The annotation of a parameter for the profile of who is signed in; it gets `None`.

    Parameters
    ----------
    data : dict
        The profile: `name`, `preferred_username`, `profile` and `picture` are attributes too.

    Examples
    --------
    >>> def greet(profile: OAuthProfile | None):
    ...     return "Hello" if profile is None else f"Hello {profile.name}"
    >>> greet(None), greet(OAuthProfile({"name": "Ada", "preferred_username": "ada"}))
    ('Hello', 'Hello Ada')
    """

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__(data)
        self.name = data.get("name", "")
        self.username = data.get("preferred_username", "")
        self.profile = data.get("profile", "")
        self.picture = data.get("picture", "")


@dataclass
class OAuthToken:
    """The annotation of a parameter for the token of who is signed in; it gets `None`.

    Parameters
    ----------
    token, scope : str
        The token, and what it allows.
    expires_at : int
        When it ends, in seconds since 1970.

    Examples
    --------
    >>> def read(token: OAuthToken | None):
    ...     return token is not None
    >>> read(None)
    False
    """

    token: str
    scope: str
    expires_at: int
