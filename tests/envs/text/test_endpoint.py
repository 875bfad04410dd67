"""The chat endpoint against a real HTTP server."""

import contextlib
import pickle
import socket
import threading

import pytest
from chat_server import chat_server, completion

from turnwise.envs.text.endpoint import ChatEndpoint, Completion, EndpointError

HELLO = [{"role": "user", "content": "Hello"}]


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)


def endpoint(url, **settings):
    return ChatEndpoint(url, "small", **{"pause": 0.0, "timeout": 10.0, **settings})


def test_it_asks_in_the_form_of_chat_completions_and_returns_the_text():
    with chat_server(["Good day."]) as server:
        assert endpoint(server.url, parameters={"temperature": 0.5}).chat(HELLO) == "Good day."
    assert server.asked == [
        {"model": "small", "messages": HELLO, "temperature": 0.5, "path": "/v1/chat/completions", "key": None}
    ]


def test_an_address_names_base_and_model():
    with chat_server(["Yes"]) as server:
        assert ChatEndpoint.of(f"{server.url}/#org/model#2").chat(HELLO) == "Yes"
    assert server.asked[0]["model"] == "org/model#2"
    assert server.asked[0]["path"] == "/v1/chat/completions"


def test_the_key_is_read_from_the_environment_at_the_call(monkeypatch):
    with chat_server(["Yes"]) as server:
        there = pickle.loads(pickle.dumps(endpoint(server.url, api_key_env="SOME_KEY")))
        monkeypatch.setenv("SOME_KEY", "secret")
        there.chat(HELLO)
    assert server.asked[0]["key"] == "Bearer secret"
    assert b"secret" not in pickle.dumps(there)


def test_tokens_are_reported_where_the_endpoint_counts_them():
    with chat_server([(200, completion("Yes", prompt_tokens=7, completion_tokens=2)), "No"]) as server:
        there = endpoint(server.url)
        assert there.complete(HELLO) == Completion("Yes", 7, 2)
        assert there.complete(HELLO) == Completion("No", None, None)


@pytest.mark.parametrize("failure", [(500, "oops"), (503, ""), (429, "slow down", {"Retry-After": "0"}), (408, "")])
def test_a_failure_that_may_pass_is_tried_again(failure):
    with chat_server([failure, failure, "At last."]) as server:
        assert endpoint(server.url, retries=2).chat(HELLO) == "At last."
    assert len(server.asked) == 3


def test_it_gives_up_after_its_tries_and_says_who_and_why():
    with (
        chat_server([(500, "the cat sleeps on the card")]) as server,
        pytest.raises(EndpointError, match=r"small.*3 tries: HTTP 500.*the cat sleeps"),
    ):
        endpoint(server.url, retries=2).chat(HELLO)
    assert len(server.asked) == 3


@pytest.mark.parametrize(("status", "hint"), [(401, "SOME_KEY"), (404, "HTTP 404"), (400, "HTTP 400")])
def test_a_refusal_that_will_not_pass_is_not_tried_again(status, hint):
    with chat_server([(status, "no"), "too late"]) as server, pytest.raises(EndpointError, match=hint):
        endpoint(server.url, api_key_env="SOME_KEY").chat(HELLO)
    assert len(server.asked) == 1


def test_pauses_double_and_the_endpoint_may_ask_for_its_own(monkeypatch):
    pauses = []
    monkeypatch.setattr("turnwise.envs.text.endpoint.time.sleep", pauses.append)
    answers = [(500, ""), (500, ""), (429, "", {"Retry-After": "3"}), (500, "", {"Retry-After": "9999"}), "Yes"]
    with chat_server(answers) as server:
        endpoint(server.url, retries=4, pause=0.5).chat(HELLO)
    assert pauses == [0.5, 1.0, 3.0, 30.0]


def test_a_silent_endpoint_times_out():
    with chat_server([None]) as server, pytest.raises(EndpointError, match=r"2 tries.*timed out"):
        endpoint(server.url, timeout=0.05, retries=1).chat(HELLO)


def test_after_a_silence_the_next_try_may_be_answered():
    with chat_server([None, "Sorry, I was asleep."]) as server:
        assert endpoint(server.url, timeout=0.5, retries=1).chat(HELLO) == "Sorry, I was asleep."


def test_an_address_where_nobody_listens_is_named():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{held.getsockname()[1]}/v1"
        with pytest.raises(EndpointError, match=f"{url}.*ConnectionRefusedError"):
            endpoint(url, retries=0).chat(HELLO)


def test_a_reply_that_breaks_off_is_tried_again():
    whole = completion("Yes")
    with chat_server([(200, whole[:10], {"Content-Length": str(len(whole))}), (200, whole)]) as server:
        assert endpoint(server.url, retries=1).chat(HELLO) == "Yes"


NO_COMPLETIONS = (
    "",
    "<html>",
    "null",
    "[]",
    "{}",
    '{"choices": []}',
    '{"choices": [{"message": {"content": null}}]}',
    '{"choices": [{"message": {"content": "x"}}], "usage": 3}',
    "[" * 100_000,
)


@pytest.mark.parametrize("body", NO_COMPLETIONS, ids=lambda body: body[:60])
def test_what_is_no_completion_is_an_error_that_quotes_it(body):
    with chat_server([(200, body)]) as server, pytest.raises(EndpointError, match="no chat completion"):
        endpoint(server.url).chat(HELLO)
    assert len(server.asked) == 1


def test_a_reply_without_end_is_cut_off(monkeypatch):
    monkeypatch.setattr("turnwise.envs.text.endpoint.MOST_BYTES", 1000)
    with chat_server(["x" * 2000]) as server, pytest.raises(EndpointError, match="longer than 1000 bytes"):
        endpoint(server.url, retries=0).chat(HELLO)


def test_redirects_are_not_followed():
    with chat_server(["stolen"]) as thief, chat_server([(307, "", {"Location": f"{thief.url}/x"})]) as server:
        with pytest.raises(EndpointError, match="HTTP 307"):
            endpoint(server.url).chat(HELLO)
        assert thief.asked == []


def test_halves_of_characters_go_neither_way():
    with chat_server(["\ud800 fine"]) as server:
        reply = endpoint(server.url).chat([{"role": "user", "content": "a\ud800"}])
    assert reply.encode() == b"? fine"
    assert server.asked[0]["messages"][0]["content"] == "a?"


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("base_url", "localhost:8000"),
        ("base_url", "file:///etc/passwd"),
        ("base_url", "http://host:port/v1"),
        ("base_url", None),
        ("model", ""),
        ("timeout", 0),
        ("timeout", "long"),
        ("retries", -1),
        ("retries", 1.5),
        ("pause", -1),
        ("api_key_env", None),
    ],
)
def test_wrong_arguments_are_named(argument, value):
    settings = {"base_url": "http://127.0.0.1:1/v1", "model": "small", argument: value}
    with pytest.raises(ValueError, match=f"ChatEndpoint needs {argument} to be"):
        ChatEndpoint(**settings)


def test_no_drop_of_a_reply_is_waited_for_longer_than_the_timeout():
    """The server sends header after header and never ends them, each of them in time."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip():
            connection, _ = listening.accept()
            with connection, contextlib.suppress(OSError):
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                while not over.wait(0.02):
                    connection.sendall(b"X-More: yes\r\n")

        dripping = threading.Thread(target=drip)
        dripping.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
        with pytest.raises(EndpointError, match=r"1 try.*timed out"):
            endpoint(url, timeout=0.2, retries=0).chat(HELLO)
        over.set()
        dripping.join()


def test_what_a_model_thinks_is_no_part_of_its_reply():
    with chat_server(["<think>Is it 4? </think>Yes, 4.", "Hm</think>No."]) as server:
        there = endpoint(server.url)
        assert [there.chat(HELLO), there.chat(HELLO)] == ["Yes, 4.", "No."]


def test_counts_below_nothing_are_no_counts():
    with chat_server([(200, completion("Yes", prompt_tokens=-7, completion_tokens=2))]) as server:
        assert endpoint(server.url).complete(HELLO) == Completion("Yes", None, 2)
