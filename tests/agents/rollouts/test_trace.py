"""A run on disk: whole lines count, torn ones are skipped and reported, and one process writes."""

import json

import pytest

from turnwise.agents.rollouts import Episode, RunWriter, TornLineWarning, read_run


def numbered(number):
    """Return an episode that knows its number."""
    text = f"é{number}"
    return Episode(run="run", episode=number, observations=[text, "end"], actions=["a"], rewards=[0.1 * number])


@pytest.fixture
def folder(tmp_path):
    """Return the folder of a run of five episodes that ended in another order."""
    with RunWriter(tmp_path / "run", {"run": "run", "seed": 7}) as writer:
        for number in (3, 0, 4, 1, 2):
            writer.append(numbered(number))
    return tmp_path / "run"


def test_a_run_comes_back_in_the_order_of_its_numbers(folder):
    run = read_run(folder)
    assert run.episodes == [numbered(number) for number in range(5)]
    assert len(run) == 5
    assert run[4] == numbered(4)
    assert run[1:3] == [numbered(1), numbered(2)]
    assert run.name == "run"
    assert run.config["seed"] == 7
    assert run.torn == ""
    assert repr(run) == f"<Run 'run' in {folder}>"


def test_a_stream_yields_the_order_of_the_file(folder):
    assert [episode.episode for episode in read_run(folder).stream()] == [3, 0, 4, 1, 2]


def test_every_torn_end_is_reported_and_skipped(folder):
    path = folder / "episodes.jsonl"
    whole = path.read_bytes()
    start = whole[:-1].rindex(b"\n") + 1
    for end in range(start + 1, len(whole)):
        path.write_bytes(whole[:end])
        run = read_run(folder)
        with pytest.warns(TornLineWarning, match=r"ends in the middle of line 5 .* skipped"):
            assert [episode.episode for episode in run] == [0, 1, 3, 4]
        assert f"({end - start} bytes)" in run.torn


def test_a_writer_that_resumes_cuts_off_a_torn_line_and_goes_on(folder):
    path = folder / "episodes.jsonl"
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.warns(TornLineWarning, match="cut off"):
        writer = RunWriter(folder, {"run": "run", "seed": 7}, resume=True)
    with writer:
        assert writer.finished == {0, 1, 3, 4}
        assert "line 5" in writer.torn
        writer.append(numbered(2))
    assert read_run(folder).episodes == [numbered(number) for number in range(5)]


def test_a_whole_line_counts_as_soon_as_it_is_appended(tmp_path):
    with RunWriter(tmp_path, {"run": "run"}) as writer:
        for number in range(3):
            writer.append(numbered(number))
            assert [episode.episode for episode in read_run(tmp_path)] == list(range(number + 1))


def test_a_broken_line_in_the_middle_is_an_error_that_names_it(folder):
    path = folder / "episodes.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[2] = b'{"episode": \n'
    path.write_bytes(b"".join(lines))
    for read in (lambda: list(read_run(folder).stream()), lambda: RunWriter(folder, {"seed": 7}, resume=True)):
        with pytest.raises(ValueError, match=r"Line 3 of .*episodes.jsonl is not an episode"):
            read()


def test_a_run_that_is_there_is_not_overwritten(folder):
    with pytest.raises(ValueError, match=r"already holds a run. Choose another folder, or set resume=True"):
        RunWriter(folder, {"run": "run", "seed": 7})
    assert len(read_run(folder)) == 5


def test_a_run_made_otherwise_is_not_resumed(folder):
    with pytest.raises(ValueError, match="made otherwise: seed was 7, is 8"):
        RunWriter(folder, {"run": "run", "seed": 8}, resume=True)


@pytest.mark.parametrize(
    ("old", "new", "fits"), [([1, 2], [1, 2, 3], True), ([1, 2], [2, 1], False), (None, [1], False)]
)
def test_a_run_is_resumed_with_the_same_seeds_or_more(tmp_path, old, new, fits):
    RunWriter(tmp_path, {"seeds": old, "tasks": len(old or [1])}).close()
    if fits:
        RunWriter(tmp_path, {"seeds": new, "tasks": len(new)}, resume=True).close()
        assert read_run(tmp_path).config["seeds"] == new
    else:
        with pytest.raises(ValueError, match="seeds was"):
            RunWriter(tmp_path, {"seeds": new, "tasks": len(new)}, resume=True)


def test_other_versions_are_named_when_a_run_is_resumed(tmp_path):
    RunWriter(tmp_path, {"versions": {"numpy": "1"}}).close()
    with pytest.warns(UserWarning, match=r"begun with {'numpy': '1'}, now {'numpy': '2'}"):
        RunWriter(tmp_path, {"versions": {"numpy": "2"}}, resume=True).close()


def test_a_second_writer_is_refused_while_the_first_one_writes(tmp_path):
    pytest.importorskip("fcntl")
    with RunWriter(tmp_path, {"run": "run"}) as writer:
        with pytest.raises(ValueError, match="being written by another process"):
            RunWriter(tmp_path, {"run": "run"}, resume=True)
        writer.append(numbered(0))
    RunWriter(tmp_path, {"run": "run"}, resume=True).close()
    assert len(read_run(tmp_path)) == 1


def test_a_folder_without_a_run_says_so(tmp_path):
    with pytest.raises(ValueError, match=r"holds no run \(no run.json\)"):
        read_run(tmp_path)


def test_episodes_without_their_run_file_are_not_written_to(folder):
    (folder / "run.json").unlink()
    with pytest.raises(ValueError, match=r"holds episodes, but run.json is missing"):
        RunWriter(folder, {"run": "run"}, resume=True)


def test_a_broken_run_file_says_so(tmp_path):
    (tmp_path / "run.json").write_text("{")
    with pytest.raises(ValueError, match=r"run.json cannot be read"):
        read_run(tmp_path)


def test_another_format_is_refused(tmp_path):
    (tmp_path / "run.json").write_text(json.dumps({"format": 99}))
    with pytest.raises(ValueError, match="has trace format 99; this turnwise reads format 1"):
        read_run(tmp_path)


def test_a_run_without_episodes_is_empty(tmp_path):
    RunWriter(tmp_path, {"run": "run"}).close()
    (tmp_path / "episodes.jsonl").unlink()
    assert list(read_run(tmp_path)) == []
