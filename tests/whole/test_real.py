"""The real facts and the real site: every record, every number, every link, on this day and on days to come."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

import building
import province
import shared
from building import DAY, ROOT, UNIT, Site, text_of
from facts.numbers import spotting
from facts.numbers.phones import dialed
from facts.records import when
from facts.records.addresses import address
from facts.records.kinds import FOLDERS
from facts.records.parts import phones, references
from facts.site.store import Facts
from facts.site.words import say_day

TODAY = date.fromisoformat(DAY)
# Every record by its kind and id; of one that both layers have, the province's, which is read.
FILES = {
    (file.parent.name, file.stem): file
    for file in sorted((ROOT / "data").rglob("*/*.yml"), key=lambda file: "national" not in file.parts)
    if file.parent.name in FOLDERS
}
RECORDS = sorted(
    key
    for key, file in FILES.items()
    if not re.search(r"^publish: draft", file.read_text(encoding="utf-8"), re.MULTILINE)
)
# Those of an editor's withdrawal are left out: what is tried here is what a line does that stands, or is taken off now.
LINES = [
    id
    for kind, id in RECORDS
    if kind == "hotlines"
    and not re.search(r"^publish: withdrawn", FILES[kind, id].read_text(encoding="utf-8"), re.MULTILINE)
]


@pytest.fixture(scope="module")
def parts(site: Site) -> dict[str, str]:
    """Where each record is shown: its own page, or its part of a shared one, by `kind/id`."""
    found = {}
    for kind, id in RECORDS:
        page, _, anchor = address(kind, id).partition("#")
        text = site.read(page)
        if anchor:
            start = text.index(f' id="{anchor}"')
            after = re.compile(r'<(li|tr)\b[^>]* id="').search(text, start + 1)
            text = text[start : after.start() if after else len(text)]
        found[f"{kind}/{id}"] = text
    return found


# --- every record --------------------------------------------------------------------------------------------------


Fault = tuple[str, str]  # which record, and what is wrong with it: all are told at once


def test_a_record_is_sound_and_shown_with_its_sources_and_its_day(
    facts: Facts, parts: dict[str, str], site: Site
) -> None:
    assert len(RECORDS) > 300
    wrong: list[Fault] = []
    for kind, id in RECORDS:
        name, record, shown = f"{kind}/{id}", facts.get(kind, id), parts[f"{kind}/{id}"]
        if type(record) is not FOLDERS[kind]:
            wrong.append((name, f"is a {type(record).__name__}"))
        wrong += [(name, f"names {a}/{b}") for _, a, b in references(record) if not facts.has(a, b)]
        if when.is_withdrawn(record, TODAY):
            if "Tạm rút." not in shown:
                wrong.append((name, "does not say that it is withdrawn"))
            continue
        wrong += [
            (name, f"does not show its source {source}")
            for source in record.sources
            if f'nguon/#{source}"' not in shown and f'href="#{source}"' not in shown
        ]
        day = say_day(record.verified_on)  # in its place, or once for the whole page
        once = re.search(r"(?:Đối chiếu|đã tìm đến) " + day, site.read(address(kind, id).partition("#")[0]))
        if kind != "changes" and day not in text_of(shown) and not once:
            wrong.append((name, "does not show the day it was checked"))
    assert wrong == []


def test_a_source_is_shown_with_its_grade_and_what_rests_on_it(facts: Facts, parts: dict[str, str]) -> None:
    sources = [id for kind, id in RECORDS if kind == "sources"]
    assert len(sources) > 100
    wrong: list[Fault] = []
    for id in sources:
        source, shown = facts.get("sources", id), parts[f"sources/{id}"]
        if f'class="grade {source.grade}"' not in shown:
            wrong.append((id, "grade"))
        if source.url and "href=" not in shown:
            wrong.append((id, "address"))
        if facts.cited_by.get(("sources", id)) and "Dựa vào nguồn này" not in shown:
            wrong.append((id, "what rests on it"))
    assert wrong == []


def test_a_line_shows_who_answers_what_is_recorded_cost_hours_and_whether_anyone_called(
    facts: Facts, parts: dict[str, str]
) -> None:
    assert len(LINES) > 5
    wrong: list[Fault] = []
    for id in LINES:
        line, shown = facts.get("hotlines", id), html.unescape(text_of(parts[f"hotlines/{id}"]))
        said = [line.name, line.answers, line.recorded.say, line.anonymous.say, line.for_whom]
        unsaid = line.purpose == "emergency" and line.channels[0].hours == "unknown"  # never led by what is not known
        said += ["Nguồn không ghi giờ trực." if unsaid else "Giờ trực:", "Tiền cước:", "Nguồn mới nhất"]
        said.append(f"gọi thử {say_day(line.called_on)}" if line.called_on else "chưa gọi thử")
        wrong += [(id, words) for words in said if re.sub(r"\s+", " ", words) not in shown]
    assert wrong == []


def plainly(text: str) -> str:
    """The words of a text, small and one space apart."""
    words = " ".join(re.findall(r"[^\W_]+", text.casefold()))
    return f" {words} "


def test_no_page_says_of_something_found_that_it_was_not(facts: Facts, site: Site) -> None:
    corrects = address("changes", "").partition("#")[0]  # what changed is told there, old wordings too
    old = {plainly(words) for gap in facts.all("gaps") if gap.answered_by for words in gap.wordings}
    assert old, "nothing is looked for"
    seen = {path: plainly(html.unescape(text_of(page))) for path, page in site.pages().items()}
    said = [(path, words) for path, text in seen.items() for words in old if words in text]
    assert [one for one in said if not one[0].startswith(corrects)] == []


def test_no_page_shows_a_reader_the_key_of_a_record(site: Site) -> None:
    keys = re.compile(rf"(?<![\w/.-])(?:{'|'.join(FOLDERS)})/[a-z0-9-]+(?![\w/.-])")
    shown = {(path, key) for path, page in site.pages().items() for key in keys.findall(text_of(page))}
    assert sorted((path, key) for path, key in shown if tuple(key.split("/")) in FILES) == []


DAY_WRITTEN = re.compile(
    r"(?<![\d/])\d{1,2}/\d{1,2}/\d{4}(?![\d/])|(?<=tháng )\d{1,2}/\d{4}(?![\d/])|(?<=ngày )\d{1,2}/\d{1,2}(?![\d/])"
)
ONE_FORM = re.compile(r"(?:[0-3]\d/(?:0[12]|[3-9]|1[0-2])|[1-9]|1[0-2])/\d{4}|[0-3]\d/(?:0[12]|[3-9]|1[0-2])")


def test_days_and_shares_are_written_in_one_form_except_in_the_titles_of_others(facts: Facts, site: Site) -> None:
    titles = {one.name for kind in ("sources", "documents") for one in facts.all(kind)}
    odd, read = set(), 0
    for path, page in site.pages().items():
        text = html.unescape(text_of(page))
        for title in titles if "/" in text else ():
            text = text.replace(title, "")
        for found in DAY_WRITTEN.finditer(re.sub("“[^”]*”", "", text)):
            read += 1
            if not ONE_FORM.fullmatch(found[0]):
                odd.add((path, found[0]))
        odd |= {(path, found) for found in re.findall(r"\d\s%", text)}
    assert sorted(odd) == []
    assert read > 1_000


# --- every number --------------------------------------------------------------------------------------------------


def numbers_of(facts: Facts) -> set[str]:
    return {dialed(number) for record in facts.answering for _, number in phones(record)}


def test_every_number_that_looks_like_a_phone_is_one_of_a_line(facts: Facts, site: Site) -> None:
    known = numbers_of(facts)
    found = set()
    for path, raw in site.files().items():
        if path.startswith("finder/"):
            continue  # words of the same pages, days and figures run together
        if path.endswith((".html", ".json", ".csv", ".ics", ".xml", ".txt", ".vcf", ".webmanifest", ".js")):
            text = re.sub(r'(?:href|src|content)="https?:[^"]*"|https?://[^\s"<)]+', "", raw.decode("utf-8"))
            text = re.sub(r'\bd="[^"]*"|viewBox="[^"]*"|points="[^"]*"', "", text)
            find = spotting.find_in_html if path.endswith(".html") else spotting.find
            found |= {(path, number.digits) for number in find(text)}
    assert sorted(at for at in found if at[1] not in known) == []
    assert found, "the pattern finds nothing at all"


def test_every_number_that_can_be_dialed_is_one_that_lists_may_show(facts: Facts, site: Site) -> None:
    live = {dialed(c.value) for line in when.live(facts.hotlines, TODAY) for c in line.dialed}
    linked = {
        (path, number) for path, page in site.pages().items() for number in re.findall(r'(?:tel|sms):([^"?]+)', page)
    }
    assert {number for _, number in linked} >= {"111", "113", "115"}
    assert sorted(at for at in linked if at[1] not in live) == []


def test_a_former_number_is_text_and_never_a_link(facts: Facts, site: Site) -> None:
    former = {dialed(f.value) for line in facts.hotlines for f in line.formerly}
    former -= {dialed(c.value) for line in facts.hotlines for c in line.dialed}
    assert "18001567" in former
    whole = "".join(site.pages().values())
    for number in former:
        loose = r"[ .]?".join(number)
        assert re.search(rf"(?<![0-9]){loose}(?![0-9])", text_of(whole)), f"{number} is shown nowhere"
        assert not re.search(rf"(?:tel|sms):{loose}", whole)
        assert not re.search(rf'data-number="{loose}"', whole)


# --- a line taken off ----------------------------------------------------------------------------------------------


def withdrawn(root: Path, ids: list[str]) -> Site:
    for id in ids:
        file = root / FILES["hotlines", id].relative_to(ROOT)
        file.write_text(file.read_text(encoding="utf-8").rstrip("\n") + "\npublish: withdrawn\n", encoding="utf-8")
    return building.build(root)


@pytest.fixture(
    scope="module",
    params=[0, pytest.param(1, marks=pytest.mark.exhaustive)],
    ids=["every other line", "the others"],
)
def without(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], Site]:
    """Half of the lines, and the site without them: lines of one number never together, so that each is tried alone."""
    which = LINES[request.param :: 2]
    return which, withdrawn(building.assemble(tmp_path_factory.mktemp("without") / "project"), which)


def test_one_line_in_one_file_takes_a_line_off_everything(facts: Facts, without: tuple[list[str], Site]) -> None:
    which, site = without
    wrong: list[Fault] = []
    texts = {path: (page, without_titles(page)) for path, page in site.pages().items()}
    others = {dialed(c.value) for other in LINES if other not in which for c in facts.get("hotlines", other).dialed}
    for name in which:
        page = site.read(f"goi-ngay/{name}/")
        entry = next(one for one in json.loads(site.read("api/v1/hotlines.json"))["data"] if one["id"] == name)
        there = {
            "its page does not say so": "Tạm rút" not in page,
            "its page dials": "tel:" in page.split("</article>")[0],
            "it is in the list": f'data-line="{name}"' in site.read("goi-ngay/"),
            "it has channels in JSON": (entry["channels"], entry["freshness"]) != ([], "withdrawn"),
            "it is in the CSV": f"\n{name}," in site.read("api/v1/hotlines.csv"),
        }
        for number in {dialed(c.value) for c in facts.get("hotlines", name).dialed} - others:
            loose = re.compile(rf"(?<![0-9/.,-]){r'[ .]?'.join(number)}(?![0-9/-])")
            for path, (whole, text) in texts.items():
                there[f"{path} dials {number}"] = f"tel:{number}" in whole
                there[f"{path} says {number}"] = len(number) >= 5 and bool(loose.search(text))
        wrong += [(name, what) for what, is_so in there.items() if is_so]
    assert wrong == []


def without_titles(page: str) -> str:
    """What a reader sees of a page but for the titles of sources, which are quoted as they stand."""
    return text_of(re.sub(r"<a\b[^>]*nguon[^>]*>.*?</a>", "", page))


@pytest.mark.exhaustive
def test_the_site_without_any_line_is_built_and_every_link_of_it_leads_somewhere(tmp_path: Path) -> None:
    site = withdrawn(building.assemble(tmp_path / "project"), LINES)
    assert site.findings() == []
    whole = "".join(site.pages().values())
    assert "tel:" not in whole
    assert re.search(r"sms:\W{0,3}\d", whole) is None  # a reader's own message to whom they choose has no number
    assert "tạm rút" in site.read("")


# --- days to come --------------------------------------------------------------------------------------------------


@pytest.fixture(
    scope="module",
    params=[pytest.param("2027-11-24", marks=pytest.mark.exhaustive), "2029-11-24"],
    ids=["a year on", "three years on"],
)
def abandoned(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site as it is when nobody has looked after it since."""
    return building.build(building.assemble(tmp_path_factory.mktemp("abandoned") / "project"), today=request.param)


@pytest.mark.parametrize("number", ["111", "113", "115"])
@pytest.mark.parametrize("path", ["", "goi-ngay/"])
def test_an_abandoned_site_still_shows_the_numbers_that_never_change(abandoned: Site, path: str, number: str) -> None:
    assert f'href="tel:{number}"' in abandoned.read(path)


def test_an_abandoned_site_says_that_it_is_past_its_promise(abandoned: Site, facts: Facts) -> None:
    page = text_of(abandoned.read("goi-ngay/"))
    assert page.count("Quá hạn đối chiếu.") >= 3
    for line in facts.hotlines:
        if not line.permanent and line.purpose != "emergency":
            assert f'data-line="{line.id}"' not in abandoned.read("goi-ngay/")
            assert "Tạm rút." in abandoned.read(f"goi-ngay/{line.id}/")


@pytest.mark.parametrize("path", ["", "khong-chiu-noi/", "huong-dan/nghi-qua-lieu/", f"xa-phuong/{UNIT}/"])
def test_numbers_past_their_promise_say_so_wherever_they_stand(abandoned: Site, path: str) -> None:
    assert "Quá hạn đối chiếu: 115 (lần cuối" in text_of(abandoned.read(path))


def test_every_link_of_an_abandoned_site_leads_somewhere(abandoned: Site) -> None:
    assert abandoned.findings() == []


# --- every link, whatever the address ------------------------------------------------------------------------------


@pytest.fixture(params=["site", "site_at_root", "site_in_folder"])
def served(request: pytest.FixtureRequest) -> Site:
    """The real site at no address and at the root of one, the made-up province in a folder of one."""
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


def test_every_link_and_anchor_leads_somewhere_404_too(served: Site) -> None:
    assert served.findings() == []
    assert served.has("404.html")


def test_no_page_loads_anything_from_elsewhere(served: Site) -> None:
    ours = ("https://tinh.example/", "https://a.example/du-an/")
    for path, page in served.pages().items():
        for tag in re.findall(r"<(?:script|link|img|iframe|source|video|audio|object|embed)\b[^>]*>", page):
            for url in re.findall(r'(?:src|href|data|srcset)="((?:https?:)?//[^"]*)"', tag):
                assert url.startswith(ours), f"{path}: {tag}"
                assert 'rel="canonical"' in tag or 'rel="alternate"' in tag, f"{path}: {tag}"


def test_no_address_is_invented_where_none_is_set(site: Site) -> None:
    whole = "".join(site.pages().values())
    assert "tinh.example" not in whole
    assert 'rel="canonical"' not in whole
    assert not site.has("sitemap.xml")
    for path, page in site.pages().items():
        if path != "404.html":
            assert not re.search(r'(?:href|src|action)="/(?!/)', page), path


def test_templates_leave_nothing_of_themselves(served: Site) -> None:
    for path, raw in served.files().items():
        if path.endswith((".html", ".xml", ".json", ".txt", ".ics", ".csv", ".webmanifest")):
            text = re.sub(r"<(script|style)\b.*?</\1>", "", raw.decode("utf-8"), flags=re.DOTALL)
            text = text if path.endswith(".html") else text.replace("}}", "")  # JSON has those of its own
            for sign in ("{{", "}}", "{%", "{#", "None,", "Undefined", "facts:"):
                assert sign not in text, f"{path}: {sign}"


# --- the same bytes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "day", "url"),
    [
        pytest.param(province.GOLDEN, province.TODAY, "", id="made-up"),
        pytest.param(ROOT, DAY, "https://tinh.example/", id="real", marks=pytest.mark.exhaustive),
    ],
)
def test_the_same_commit_and_day_give_the_same_bytes(
    content: Path, day: str, url: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """In another folder, language, zone and hash seed, from files of other times, by the command itself."""
    first = shared.built(tmp_path_factory, content, site_url=url, today=day).files()
    root = building.assemble(tmp_path / "hai ba" / "bốn", content)
    for file in root.rglob("*"):
        os.utime(file, (10**9, 10**9), follow_symlinks=False)
    variables = {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "77"}
    done = building.command(root, "-m", "mkdocs", "build", "--strict", SITE_TODAY=day, SITE_URL=url, **variables)
    assert done.returncode == 0, done.stderr
    second = Site(root / "site").files()
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []


def test_the_clock_and_git_say_nothing_to_the_site(site: Site) -> None:
    this_year = date.today().year
    head = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    for path, raw in site.files().items():
        if path.endswith((".html", ".json", ".xml", ".ics", ".csv")):
            text = raw.decode("utf-8")
            assert not head.stdout.strip() or head.stdout.strip() not in text, path
            assert str(building.ROOT) not in text, path
            assert this_year == TODAY.year or f"{date.today():%Y-%m-%d}" not in text, path
