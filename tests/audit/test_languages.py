import pytest

from pipelines.audit.languages import Translations

EN, ZH, FR = (f"https://www.willow-clinic.example/{path}" for path in ("post/tea", "zh/post/tea", "fr/post/tea"))


def found(pages, known=(EN, ZH)):
    read = Translations()
    for url, named in pages.items():
        links = [{"title": code, "url": other} for code, other in named]
        read.add({"type": "post", "url": url, "title": "Tea", "translations": links})
    return [(finding.code, finding.url, finding.detail) for finding in read.findings(set(known))]


def test_versions_that_name_each_other_are_in_order():
    assert found({EN: [("zh", ZH)], ZH: [("en", EN)]}) == []


def test_a_version_may_name_itself():
    assert found({EN: [("en", EN), ("zh", ZH)], ZH: [("en", EN), ("zh", ZH)]}) == []


@pytest.mark.parametrize("answer", [[], [("fr", FR)]])
def test_a_version_that_does_not_answer_is_found(answer):
    assert ("translation-one-sided", EN, f"zh: {ZH}") in found({EN: [("zh", ZH)], ZH: answer})


def test_an_address_outside_the_crawl_is_found_and_asked_for_no_answer():
    assert found({EN: [("fr", FR)]}) == [("translation-not-crawled", EN, f"fr: {FR}")]
