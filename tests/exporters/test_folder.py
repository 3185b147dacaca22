import pytest

from pipelines.exporters.folder import LIST, output_folder
from scraper.exceptions import OutputError


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != LIST
    }


def export(target, **content):
    with output_folder(target) as folder:
        for name, text in content.items():
            folder.write(f"posts/{name}.md", text)


def test_stale_files_of_ours_go_and_those_of_others_stay(tmp_path):
    target = tmp_path / "markdown"
    export(target, one="1", two="2")
    (target / "posts" / "mine.txt").write_text("mine")
    (target / "themes" / "plain").mkdir(parents=True)
    (target / "themes" / "plain" / "theme.toml").write_text("name")

    export(target, two="2b", three="3")

    assert files(target) == {
        "posts/two.md": "2b", "posts/three.md": "3", "posts/mine.txt": "mine", "themes/plain/theme.toml": "name",
    }  # fmt: skip
    assert [path.name for path in tmp_path.iterdir()] == ["markdown"]


def test_a_folder_without_a_list_loses_nothing(tmp_path):
    target = tmp_path / "markdown"
    (target / "posts").mkdir(parents=True)
    (target / "posts" / "mine.md").write_text("mine")

    export(target, one="1")

    assert files(target) == {"posts/mine.md": "mine", "posts/one.md": "1"}


def test_an_export_that_fails_leaves_the_last_good_one(tmp_path):
    target = tmp_path / "markdown"
    export(target, one="1")

    with pytest.raises(ValueError, match="no new path"), output_folder(target) as folder:
        folder.write("posts/one.md", "half") or folder.write("posts/one.md", "again")

    assert files(tmp_path) == {"markdown/posts/one.md": "1"}


def test_an_export_that_was_killed_while_it_swapped_is_repaired(tmp_path):
    target = tmp_path / "markdown"
    export(target, one="1")
    (target / "mine.txt").write_text("mine")
    target.rename(tmp_path / "markdown.old")

    export(target, two="2")

    assert files(tmp_path) == {"markdown/posts/two.md": "2", "markdown/mine.txt": "mine"}


def test_what_a_killed_swap_left_beside_the_new_folder_is_kept(tmp_path):
    target = tmp_path / "markdown"
    export(target, one="1")
    (target / "mine.txt").write_text("mine")
    target.rename(tmp_path / "markdown.old")
    (target / "posts").mkdir(parents=True)

    export(target, two="2")

    assert files(tmp_path) == {"markdown/posts/two.md": "2", "markdown/mine.txt": "mine"}


def test_a_linked_file_is_the_same_file(tmp_path):
    source = tmp_path / "tea.jpg"
    source.write_bytes(b"tea")
    with output_folder(tmp_path / "out") as folder:
        folder.link("media/tea.jpg", source)
        folder.link("media/tea.jpg", source)

    assert (tmp_path / "out" / "media" / "tea.jpg").stat().st_ino == source.stat().st_ino


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", ""])
def test_nothing_is_written_elsewhere(path, tmp_path):
    with pytest.raises(ValueError, match="no new path"), output_folder(tmp_path / "out") as folder:
        folder.write(path, "x")


def test_a_disk_that_refuses_is_one_line(tmp_path):
    (tmp_path / "out.partial").write_text("a file stands there")

    with pytest.raises(OutputError, match=r"cannot write .*out: File exists"), output_folder(tmp_path / "out"):
        pass
