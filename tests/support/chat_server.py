"""A real HTTP server on this machine that speaks as a chat endpoint, from a script."""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = str | tuple[int, str] | tuple[int, str, dict[str, str]] | None
"""A text to say; a status, a body and headers; or None to say nothing until the server is closed."""


class ChatServer:
    """What a server was asked, and where it is.

    Attributes:
        url: as far as ``/v1``.
        asked: the body of each call, and its ``Authorization`` header as the entry ``key``.
    """

    def __init__(self, answers: Sequence[Answer] | Callable[[dict[str, Any]], Answer]) -> None:
        self.url = ""
        self.asked: list[dict[str, Any]] = []
        self.closed = threading.Event()
        self._answers = answers

    def answer(self, body: dict[str, Any]) -> Answer:
        """Return what the script says next; its last answer again when it is over."""
        self.asked.append(body)
        if callable(self._answers):
            return self._answers(body)
        return self._answers[min(len(self.asked), len(self._answers)) - 1]


def completion(text: str, **usage: int) -> str:
    """Return the body of a reply."""
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}], "usage": usage})


@contextmanager
def chat_server(answers: Sequence[Answer] | Callable[[dict[str, Any]], Answer]) -> Iterator[ChatServer]:
    """Serve the answers, one a call, on a free port."""
    script = ChatServer(answers)

    class Speaker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            answer = script.answer({**body, "path": self.path, "key": self.headers.get("Authorization")})
            if answer is None:
                script.closed.wait(30)
                return
            status, text, *headers = (200, completion(answer)) if isinstance(answer, str) else answer
            data = text.encode()
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(data))} | (headers[0] if headers else {})).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *told: Any) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Speaker)
    script.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield script
    finally:
        script.closed.set()
        server.shutdown()
        server.server_close()
        thread.join()
