from __future__ import annotations

from reader.article import Article
from reader.tui.page import TOP, Page


def test_mentions_are_walked_in_reading_order_and_not_past_the_end(story: Article) -> None:
    page = Page(story, 60)
    walked = []
    while page.step_mention(1, TOP) is not None:
        assert page.current is not None
        walked.append((page.current.block, page.current.start))
    assert walked == sorted(walked)
    assert len(walked) == len([mention for mention in story.mentions if mention.block != 10])


def test_the_next_of_the_same_skips_the_others(story: Article) -> None:
    page = Page(story, 60)
    page.step_mention(1, TOP)
    assert page.current is not None
    assert page.current.entity == "xi-jinping"
    page.step_mention(1, TOP, same=True)
    assert page.current.entity == "xi-jinping"
    assert page.current.block == 0
    assert page.step_mention(1, TOP, same=True) is None


def test_the_first_step_starts_from_the_top_of_the_screen(story: Article) -> None:
    page = Page(story, 60)
    last = page.layout.parts[-1].block
    assert page.step_mention(1, (len(page.layout.parts) - 1, 0)) is not None
    assert page.current is not None
    assert page.current.block == last


def test_hits_are_found_whatever_their_case_and_walked_in_a_ring(story: Article) -> None:
    page = Page(story, 60)
    assert page.find(("MADURO",)) == 3
    first = page.step_hit(1, TOP)
    assert page.step_hit(1, TOP) != first
    page.step_hit(1, TOP)
    assert page.step_hit(1, TOP) == first
    assert page.step_hit(-1, TOP) != first


def test_a_text_with_signs_is_found_as_it_stands(story: Article) -> None:
    assert Page(story, 60).find(("4e9 / 71.5",)) == 1
    assert Page(story, 60).find((".*",)) == 0


def test_links_and_mentions_are_found_where_they_stand(story: Article) -> None:
    page = Page(story, 60)
    number = next(n for n, part in enumerate(page.layout.parts) if "communiqué" in part.text)
    offset = page.layout.parts[number].text.index("communiqué")
    assert page.link_at((number, offset)) == "https://gov.example/c"
    assert page.link_at((number, 0)) == ""
    assert page.places[page.mention_at((0, 0))].mention.name == "Xi Jinping"
    assert page.mention_at((number, 0)) == -1


def test_a_spot_is_the_same_text_at_another_width(story: Article) -> None:
    page = Page(story, 80)
    spot = page.spot(12)
    page.wrap(30)
    line = page.layout.lines[page.line(spot)]
    assert line.part == spot[0]
    assert line.start <= spot[1] <= line.end
