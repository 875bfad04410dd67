"""Talk to an OpenAI-compatible chat endpoint with the standard library alone.

A call that fails for a reason that may pass (429, 5xx, a timeout, a broken connection) is made again after a pause that
doubles. Redirects are not followed, since they would carry the key to another host.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from email.message import Message
from functools import partial
from typing import IO, Any, NamedTuple
from urllib.parse import urlsplit

PASSING = frozenset({408, 409, 425, 429})
"""Statuses below 500 after which a call is made again."""

LONGEST_PAUSE = 30.0
LATE = "timed out: the reply did not end in time"
END_OF_THOUGHT = "</think>"
"""What stands before it is no part of a reply."""
CHUNK = 65_536
MOST_BYTES = 16 * 2**20
QUOTED = 200
"""How many characters of a reply stand in an error."""


class EndpointError(RuntimeError):
    """An endpoint gave no reply, after all that was tried; the message says which one and why."""


class Completion(NamedTuple):
    """A reply and the tokens it was counted as; None where the endpoint does not say."""

    text: str
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class _MayPass(Exception):
    """A failure after which the call is made again; ``pause`` is the endpoint's own wish, in seconds."""

    def __init__(self, why: str, pause: float | None = None) -> None:
        super().__init__(why)
        self.pause = pause


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        """Follow nothing."""


class _Deadline:
    """Cuts the connections of a call when its time is over, whatever they are waiting for.

    Args:
        seconds: that the call may take.
    """

    def __init__(self, seconds: float) -> None:
        self.over = False
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> _Deadline:
        self._timer.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._timer.cancel()

    def watched(self, kind: type[http.client.HTTPConnection], host: str, **settings: Any) -> http.client.HTTPConnection:
        """Return a connection of a kind that is cut in time."""
        connection = kind(host, **settings)
        connect = connection.connect

        def watch() -> None:
            connect()
            self._sockets.append(connection.sock)

        connection.connect = watch  # type: ignore[method-assign]
        return connection

    def _cut(self) -> None:
        self.over = True
        for each in self._sockets:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


class _Http(urllib.request.HTTPHandler):
    def __init__(self, deadline: _Deadline) -> None:
        super().__init__()
        self._open = partial(deadline.watched, http.client.HTTPConnection)

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        """Open a connection that is cut in time."""
        return self.do_open(self._open, req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, deadline: _Deadline) -> None:
        super().__init__()
        self._open = partial(deadline.watched, http.client.HTTPSConnection)

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        """Open a connection that is cut in time."""
        return self.do_open(self._open, req)


class ChatEndpoint:
    """One model behind one address, in the form of OpenAI's chat completions (vLLM, llama.cpp, Ollama and others).

    It holds plain data only, so it can be pickled; the key is read from the environment at each call.

    Args:
        base_url: as far as ``/v1``; ``/chat/completions`` is appended.
        model: its name there.
        api_key_env: the environment variable that holds the key; no key is sent where it is not set.
        timeout: seconds a call may take, until its whole reply is there.
        retries: how many more times a call is made that fails for a reason that may pass.
        pause: seconds before the first of them; each further pause is twice as long.
        parameters: sent with every call, such as ``{"temperature": 0.7, "max_tokens": 300}``.

    Raises:
        ValueError: an argument is not allowed.
    """

    def __init__(
        self,
        base_url: str,
        model: str,
        api_key_env: str = "OPENAI_API_KEY",
        timeout: float = 60.0,
        retries: int = 3,
        *,
        pause: float = 1.0,
        parameters: Mapping[str, Any] | None = None,
    ) -> None:
        _require("base_url", base_url, _is_address(base_url), 'an address such as "http://127.0.0.1:8000/v1"')
        _require("model", model, isinstance(model, str) and bool(model), "the name of a model")
        _require("api_key_env", api_key_env, isinstance(api_key_env, str), "the name of an environment variable")
        _require("timeout", timeout, _is_number(timeout) and timeout > 0, "a number of seconds above 0")
        whole = isinstance(retries, int) and not isinstance(retries, bool) and retries >= 0
        _require("retries", retries, whole, "a whole number from 0")
        _require("pause", pause, _is_number(pause) and pause >= 0, "a number of seconds from 0")
        self.base_url = base_url.rstrip("/")
        self.model = model
        self.api_key_env = api_key_env
        self.timeout = timeout
        self.retries = retries
        self.pause = pause
        self.parameters = dict(parameters or {})

    @classmethod
    def of(cls, address: str, **settings: Any) -> ChatEndpoint:
        """Return the endpoint that ``"http://host:port/v1#model"`` names.

        Args:
            address: the base URL and, after ``#``, the model.
            settings: further arguments of the class.
        """
        base_url, _, model = address.partition("#")
        return cls(base_url, model, **settings)

    def chat(self, messages: Sequence[Mapping[str, str]]) -> str:
        """Return the text of :meth:`complete`."""
        return self.complete(messages).text

    def complete(self, messages: Sequence[Mapping[str, str]]) -> Completion:
        """Ask for the next message of a chat.

        Args:
            messages: each with its ``role`` and its ``content``.

        Raises:
            EndpointError: there is no reply, after all tries.
        """
        told = [{name: _clean(text) for name, text in message.items()} for message in messages]
        body = json.dumps({"model": self.model, "messages": told, **self.parameters}).encode()
        pause = self.pause
        for left in range(self.retries, -1, -1):
            try:
                return self._read(self._post(body))
            except _MayPass as failure:
                if not left:
                    tries = f"{self.retries + 1} tries" if self.retries else "1 try"
                    raise EndpointError(f"{self} gave no reply in {tries}: {failure}.") from None
                time.sleep(min(pause if failure.pause is None else failure.pause, LONGEST_PAUSE))
                pause *= 2
        raise AssertionError("the last try returns or raises")

    def __repr__(self) -> str:
        return f"ChatEndpoint({self.base_url}, model {self.model!r})"

    def _post(self, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json"}
        key = os.environ.get(self.api_key_env)
        if key:
            headers["Authorization"] = f"Bearer {key}"
        request = urllib.request.Request(f"{self.base_url}/chat/completions", body, headers)
        with _Deadline(self.timeout) as deadline:
            opener = urllib.request.build_opener(_StayHere, _Http(deadline), _Https(deadline))
            try:
                with opener.open(request, timeout=self.timeout) as response:
                    body = _whole(response)
            except urllib.error.HTTPError as error:
                raise self._refusal(error) from None
            except (OSError, http.client.HTTPException) as error:  # URLError and TimeoutError are OSErrors
                reason = getattr(error, "reason", error)
                raise _MayPass(LATE if deadline.over else f"{type(reason).__name__}: {reason}") from None
            if deadline.over:
                raise _MayPass(LATE)
        return body

    def _refusal(self, error: urllib.error.HTTPError) -> Exception:
        with error:
            try:
                said = error.read(4 * QUOTED).decode("utf-8", "replace")
            except (OSError, http.client.HTTPException):
                said = ""
        why = f"HTTP {error.code} {error.reason}: {_quoted(said)}"
        if error.code in PASSING or error.code >= 500:
            return _MayPass(why, _seconds(error.headers.get("Retry-After")))
        hint = f" Set the key in the environment variable {self.api_key_env}." if error.code in (401, 403) else ""
        return EndpointError(f"{self} refused: {why}.{hint}")

    def _read(self, body: bytes) -> Completion:
        try:
            told = json.loads(body)
            text = told["choices"][0]["message"]["content"]
            usage = told.get("usage") or {}
            counts = [usage.get(name) for name in ("prompt_tokens", "completion_tokens")]
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            text, counts = None, []
        if not isinstance(text, str):
            said = _quoted(body[: 4 * QUOTED].decode("utf-8", "replace"))
            raise EndpointError(f"{self} sent what is no chat completion with a text: {said}.")
        known = [count if type(count) is int and count >= 0 else None for count in counts]
        return Completion(_clean(text.rpartition(END_OF_THOUGHT)[2]), *known)


def _whole(response: http.client.HTTPResponse) -> bytes:
    """Read a reply to its end, also one that comes in drops."""
    found = bytearray()
    while chunk := response.read1(CHUNK):
        found += chunk
        if len(found) > MOST_BYTES:
            raise OSError(f"the reply is longer than {MOST_BYTES} bytes")
    promised = response.headers.get("Content-Length", "")
    if promised.isdecimal() and len(found) < int(promised):
        raise OSError(f"the reply broke off after {len(found)} of {promised} bytes")
    return bytes(found)


def _seconds(told: str | None) -> float | None:
    try:
        return max(0.0, float(told)) if told else None
    except ValueError:  # a date
        return None


def _quoted(text: str) -> str:
    return repr(text[:QUOTED])


def _clean(text: str) -> str:
    """Return the text without halves of characters, which no encoding can write."""
    return text.encode("utf-8", "replace").decode()


def _is_address(value: Any) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except (ValueError, AttributeError, TypeError):
        return False


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value


def _require(argument: str, value: Any, ok: bool, allowed: str) -> None:
    if not ok:
        raise ValueError(f"ChatEndpoint needs {argument} to be {allowed}; got {argument}={value!r}.")
