"""What tells items from each other, and what becomes of one that is there twice."""

from __future__ import annotations

from tests.sources.feeds.written import atom, item, rss


class TestKeys:
    def test_an_item_without_guid_goes_by_its_link(self) -> None:
        assert item("<title>t</title><link>https://a.example/1</link>").key == "https://a.example/1"

    def test_an_item_without_both_goes_by_what_it_says(self) -> None:
        one, same, other = (item(f"<title>{title}</title>").key for title in ("a", "a", "b"))
        assert one == same != other

    def test_the_same_item_twice_stands_once(self) -> None:
        feed = rss("<item><guid>1</guid><title>new</title></item><item><guid>1</guid><title>new</title></item>")
        assert len(feed.items) == 1
        assert feed.notes == ("names 1 of its items twice",)

    def test_of_two_versions_the_one_that_was_updated_later_stands(self) -> None:
        entries = "".join(
            f"<entry><id>1</id><title>t</title><updated>2024-03-0{day}T00:00:00Z</updated></entry>" for day in (1, 3, 2)
        )
        assert [one.updated for one in atom(entries).items] == ["2024-03-03T00:00:00+00:00"]

    def test_a_guid_that_all_items_have_tells_nothing(self) -> None:
        feed = rss(
            "".join(
                f"<item><guid isPermaLink='false'>0</guid><title>t{n}</title><link>https://a.example/{n}</link></item>"
                for n in range(3)
            )
        )
        assert [one.key for one in feed.items] == [f"https://a.example/{n}" for n in range(3)]

    def test_a_link_that_all_items_have_tells_nothing(self) -> None:
        feed = rss("".join(f"<item><title>t{n}</title><link>https://a.example/</link></item>" for n in range(3)))
        assert len({one.key for one in feed.items}) == 3

    def test_keys_do_not_depend_on_the_other_items(self) -> None:
        shared = "<item><guid>0</guid><title>a</title><link>https://a.example/a</link></item>"
        others = "".join(
            f"<item><guid>0</guid><title>{n}</title><link>https://a.example/{n}</link></item>" for n in range(2)
        )
        assert rss(shared + others).items[0].key == rss(others + shared).items[2].key

    def test_a_guid_that_is_very_long_is_kept_as_a_digest(self) -> None:
        assert item(f"<guid>{'x' * 5000}</guid>").key.startswith("sha256:")
