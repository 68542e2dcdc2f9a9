"""The words of the command line: every command, its arguments, and which function runs it."""

from __future__ import annotations

import argparse

from reader import __version__
from reader.cli.feed_words import export_words, feed_words, fetch_words
from reader.cli.gazetteer import gazetteer_words
from reader.cli.grammar import Commands, Parser, take_jobs, take_json, take_progress

EPILOG = """\
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done in part (and says what not), 4 library in use.
Every command says more about itself with --help."""


def command_parser() -> argparse.ArgumentParser:
    """The whole grammar. Each command leaves `module:function` of what runs it in `command`."""
    parser = Parser(
        prog="dateline",
        description="A news reader for the terminal that knows who and where. Without a command it opens the desk.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"dateline {__version__}")
    parser.add_argument("--library", metavar="DIR", default=None, help="the library folder to use")
    parser.add_argument("--offline", action="store_true", help="forbid the network: nothing is fetched")
    parser.set_defaults(command="desk:open_desk")
    commands = Commands(parser)
    _bringing(commands)
    fetch_words(commands)
    feed_words(commands)
    _reading(commands)
    export_words(commands)
    _piping(commands)
    _correcting(commands)
    gazetteer_words(commands)
    _caring(commands)
    return parser


def _bringing(commands: Commands) -> None:
    sample = commands.add(
        "sample",
        "bring:sample",
        "open the bundled sample library",
        "It is built when it is missing or out of date, apart from your own library, of which nothing is touched.",
    )
    sample.add_argument("--once", action="store_true", help="build it, print its list, and exit")
    take_progress(sample)
    add = commands.add(
        "add",
        "bring:add",
        "read files, folders and web pages into the library",
        "HTML, saved pages (also MHTML), letters, plain text, Markdown and JSON Lines, plain or gzip, known by their "
        "content. Adding the same page again changes nothing; a changed page becomes a new revision. Without a network "
        "a web address waits for the next fetch.",
    )
    add.add_argument(
        "paths", metavar="PATH|URL", nargs="+", help="a file, a folder that is read all the way down, a web address"
    )
    add.add_argument(
        "--allow-private", action="store_true", help="allow addresses of this machine and of private networks"
    )
    bring = commands.add(
        "import",
        "importing:import_files",
        "read articles, archives, letters, and lists of feeds or addresses",
        "Known by their content: web archives (WARC), boxes of letters (mbox, Maildir), news EPUBs, lists of feeds "
        "(OPML, urls of newsboat), lists of addresses (Pocket, Instapaper, Omnivore, Wallabag, bookmarks), and JSON "
        'Lines, one object a line: {"id", "url", "title", "text" or "html", "published", "source"}; ids are kept. '
        "Ended half-way, a WARC or mbox file goes on there the next time.",
    )
    bring.add_argument("paths", metavar="FILE", nargs="+", help="a file, plain or packed, or a Maildir folder")
    bring.add_argument("--restart", action="store_true", help="read files from their beginning that were read before")
    for command in (add, bring):
        take_jobs(command)
        take_progress(command)


def _reading(commands: Commands) -> None:
    listing = commands.add("list", "read:list_articles", "list articles, newest first")
    _query(listing)
    listing.add_argument("--limit", type=_count, default=None, metavar="N", help="at most N articles (default: all)")
    take_json(listing)
    show = commands.add("show", "read:show_article", "print one article")
    show.add_argument("id", metavar="ID", help="its id, or the beginning of it that no other has")
    form = show.add_mutually_exclusive_group()
    form.add_argument("--plain", dest="form", action="store_const", const="plain", help="as plain text")
    form.add_argument("--json", dest="form", action="store_const", const="json", help="as a JSON document")
    form.add_argument("--markdown", dest="form", action="store_const", const="markdown", help="as Markdown")
    form.add_argument(
        "--raw", dest="form", action="store_const", const="raw", help="the page as it was kept, byte for byte"
    )
    version = show.add_mutually_exclusive_group()
    version.add_argument("--original", action="store_true", help="the page as it was kept, shown as text")
    version.add_argument(
        "--revision", type=_count, default=None, metavar="N", help="an earlier version of it, counted from 1"
    )
    related = commands.add("related", "read:related_articles", "list the coverage related to an article, with reasons")
    related.add_argument("id", metavar="ID", nargs="?", help="its id, or the beginning of it that no other has")
    related.add_argument("--limit", type=_count, default=20, metavar="N", help="at most N articles (default: 20)")
    form = related.add_mutually_exclusive_group()
    take_json(form)
    form.add_argument("--jsonl", action="store_true", help='read {"id"} lines from stdin, answer each with a line')
    entities = commands.add(
        "entities", "who:list_entities", "list who and where is in the library, or in a query's articles"
    )
    _query(entities)
    entities.add_argument("--limit", type=_count, default=200, metavar="N", help="at most N entities (default: 200)")
    take_json(entities)
    entity = commands.add("entity", "who:show_entity", "tell who or where somebody is, and their latest articles")
    entity.add_argument("name", metavar="NAME", nargs="+", help="a name, an ISO country code or an entity's id")
    take_json(entity)


def _piping(commands: Commands) -> None:
    clean = commands.add("clean", "pipes:clean", "turn a page into a clean article; nothing is stored")
    annotate = commands.add("annotate", "pipes:annotate", "find leaders and countries in a text; nothing is stored")
    for command in (clean, annotate):
        command.add_argument(
            "file", metavar="FILE", nargs="?", default="-", help="the file to read (default: -, stdin)"
        )
        form = command.add_mutually_exclusive_group()
        form.add_argument("--jsonl", action="store_true", help="one JSON object a line in and out, in order")
        form.add_argument("--json", action="store_true", help="one JSON document")
        take_jobs(command)
    clean.add_argument("--explain", action="store_true", help="tell where in the page each field was found")
    annotate.add_argument("--explain", action="store_true", help="tell which rule and which data made each mention")
    annotate.add_argument("--date", metavar="DATE", default=None, help="the day the text is of, as 2024-05-17")
    annotate.add_argument("--title", metavar="TEXT", default=None, help="its headline")


def _correcting(commands: Commands) -> None:
    correct = commands.add(
        "correct",
        "correct:correct",
        "say that words of an article are no entity, or whom or where they mean",
        "It holds in that article, or as far as you say; `dateline undo` takes it back.",
    )
    correct.add_argument("id", metavar="ID", help="the article's id, or the beginning of it that no other has")
    correct.add_argument(
        "words", metavar="WORDS", help='the words, as the article writes them ("" with --was: every mention of it)'
    )
    verdict = correct.add_mutually_exclusive_group(required=True)
    verdict.add_argument("--not", dest="nobody", action="store_true", help="they are no entity")
    verdict.add_argument(
        "--is", dest="entity", metavar="NAME", default=None, help="whom or where they mean: a name, a code or an id"
    )
    scope = correct.add_mutually_exclusive_group()
    scope.add_argument("--everywhere", action="store_true", help="in every article")
    scope.add_argument("--outlet", action="store_true", help="in every article of this one's outlet")
    correct.add_argument("--was", metavar="NAME", default=None, help="only where they were taken for this entity")
    listing = commands.add("corrections", "correct:corrections", "list what you corrected, and carry it elsewhere")
    form = listing.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON document")
    form.add_argument("--export", metavar="FILE", default=None, help="write them as JSON Lines (-: to stdout)")
    form.add_argument("--import", dest="bring", metavar="FILE", default=None, help="take in such a file (-: stdin)")
    form.add_argument("--withdraw", metavar="N", type=int, default=None, help="take back number N of the list")
    commands.add("undo", "correct:undo", "take back what you did last, here or in the desk")


def _caring(commands: Commands) -> None:
    doctor = commands.add(
        "doctor", "care:doctor", "check the library and the configuration (exit 1: something is wrong)"
    )
    take_json(doctor)
    commands.add("reindex", "care:reindex", "make the library's index anew")
    reannotate = commands.add(
        "reannotate",
        "care:reannotate",
        "find who and where anew in articles that were read with older rules or another gazetteer",
        "Newest first, behind everything else; ended half-way, it goes on there the next time.",
    )
    take_jobs(reannotate)
    take_progress(reannotate)
    reannotate.add_argument(
        "--json", dest="progress", action="store_const", const="json", help="the same as --progress json"
    )
    _recleaning(commands)
    config = commands.add("config", "care:config", "print the settings in force, or where things are kept")
    config.add_argument("what", nargs="?", choices=("show", "path"), default="show", help="show (default) or path")
    take_json(config)
    commands.add("themes", "care:themes", "list the themes that can be chosen")
    commands.add("keys", "care:keys", "list the keys of the desk and what they do")


def _recleaning(commands: Commands) -> None:
    reclean = commands.add(
        "reclean",
        "reclean:reclean",
        "clean articles anew from their kept pages, where the cleaning has become better, and show what changed",
        "Without QUERY all articles that older rules cleaned, newest first, behind everything else; ended half-way, it "
        "goes on there the next time. Marks, tags and corrections stay. The words before are kept as an earlier "
        "version, and --undo brings them back.",
    )
    _query(reclean)
    reclean.add_argument("--all", action="store_true", help="also those that are up to date, or were left as they are")
    reclean.add_argument("--diff", action="store_true", help="show the fields and blocks that change, old and new")
    reclean.add_argument("--dry-run", action="store_true", help="tell what would change, and keep nothing")
    reclean.add_argument("--undo", action="store_true", help="give them back the words they had before")
    take_jobs(reclean)
    take_progress(reclean)
    reclean.add_argument(
        "--json", dest="progress", action="store_const", const="json", help="the same as --progress json"
    )


def _query(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "query",
        metavar="QUERY",
        nargs="*",
        help='words, "phrases" and fields such as leader:xi country:VE after:7d is:unread; AND OR NOT and brackets',
    )


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)
