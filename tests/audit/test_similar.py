from pipelines.audit.similar import NearDuplicates

TEXT = " ".join(f"In week {number} we try another tea and write down how we slept." for number in range(20))
CHINESE = "".join(f"第{number}週我們試另一種茶,並記下睡得如何。" for number in range(20))


def test_a_text_with_a_few_changes_is_found_again():
    seen = NearDuplicates()

    assert seen.add("a", TEXT) == []
    assert seen.add("b", "Nothing of the kind stands here. " * 20) == []
    [(url, similarity)] = seen.add("c", TEXT.replace("week 3 ", "week three "))

    assert url == "a"
    assert 0.8 <= similarity < 1


def test_chinese_has_no_blanks_and_is_found_all_the_same():
    seen = NearDuplicates()
    seen.add("a", CHINESE)

    assert [url for url, _ in seen.add("b", CHINESE + "完")] == ["a"]


def test_short_texts_are_alike_by_chance():
    seen = NearDuplicates()
    seen.add("a", "Closed on Monday.")

    assert seen.add("b", "Closed on Monday.") == []
