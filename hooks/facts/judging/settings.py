"""mkdocs.yml as an editor's file: what may stand under `extra:`, and which settings of MkDocs the site's promises rest on.

MkDocs reads the file with YAML's types and says nothing of a key it does not know: `phone: 0243767012` becomes another
number on every page. Here it is read as text with places, before anything is built.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

from facts.numbers import phones
from facts.problems import Place, Problem
from facts.reading import layers, load
from facts.records.web import addressed
from terminal.log_safe import shown as shown_on_a_line

FILE = "mkdocs.yml"
TEXT = "tag:yaml.org,2002:str"
DEEPEST = 20
MOST_FILES = 5  # that name one another by INHERIT


class Setting(NamedTuple):
    """One line under `extra:`: what it is, in an editor's words, and what judges its text (a sentence, or '')."""

    says: str
    judge: Callable[[str], str]
    is_needed: bool = False


def _named(text: str) -> str:
    if len(text) > 120:
        return "dài quá 120 chữ cái. Viết ngắn lại."
    return "" if any(letter.isalpha() for letter in text) else "phải có chữ."


def _mail(text: str) -> str:
    return (
        ""
        if re.fullmatch(r"[^\s@<>\"':;,()]+@([^\W_]([^\W_]|-)*\.)+[^\W\d_]{2,}", text)
        else "viết như ban-bien-tap@tinh.gov.vn."
    )


def _phone(text: str) -> str:
    judged = phones.judge(text)
    return judged if isinstance(judged, str) else ""


def _web(text: str) -> str:
    if not re.fullmatch(r"https?://\S+", text):
        return "địa chỉ trang bắt đầu bằng https:// hoặc http://, không có dấu cách."
    return addressed(text)


def _address(text: str) -> str:
    return "" if is_address(text) else NO_ADDRESS.format("địa chỉ này")


def _template(text: str) -> str:
    return "" if is_template(text) else NO_TEMPLATE.format("địa chỉ này")


def _off(text: str) -> str:
    return "" if text == "false" else "để nguyên false."


def _switch(text: str) -> str:
    return "" if text in ("true", "false") else "viết true hoặc false."


EXTRA: dict[str, Setting | dict[str, Setting]] = {
    "generator": Setting("để nguyên false: trang không nói dựng bằng gì", _off),
    "example": Setting("true khi cả trang là của một tỉnh không có thật; trang thật thì bỏ dòng này", _switch),
    "province": Setting(
        "tên tỉnh trên tờ in, trong lịch và dữ liệu mở; bỏ dòng này: theo data/province.yml", _named, is_needed=True
    ),
    "quiet_name": Setting("tên trên các trang yên tĩnh", _named, is_needed=True),
    "operator": Setting("tên cơ quan phụ trách; bỏ trống khi chưa có", _named),
    "contact": {
        "email": Setting("địa chỉ nhận báo sai và góp ý", _mail),
        "phone": Setting("số nhận báo sai và góp ý, trong nháy kép", _phone),
    },
    "exit_url": Setting("nơi nút Thoát dẫn tới; bỏ trống: trang trống của mình", _web),
}

# What MkDocs would do otherwise, and which promise that breaks.
FIXED: dict[str, tuple[tuple[str, ...], str]] = {
    "docs_dir": (("docs",), "chữ phải nằm trong docs/, để máy kiểm tra đúng chỗ"),
    "use_directory_urls": (("true",), "địa chỉ các trang sẽ đổi, liên kết cũ sẽ chết"),
    "theme.name": (("material",), "mẫu trang của mình dựa trên nó"),
    "theme.custom_dir": (("overrides",), "không có mẫu trang của mình thì trang không có số điện thoại"),
    "theme.language": (("vi",), "máy đọc màn hình sẽ đọc sai tiếng"),
    "theme.font": (("false",), "mỗi trang sẽ hỏi Google"),
    "not_in_nav": (("*.md",), "máy đòi mọi trang phải đứng trong menu"),
}
_PLUGIN = "trang-tinh"  # the engine, where it is a package (hooks/engine/wheel.py)
_SOURCES = ("", "data", "docs", "hooks", "overrides", "engine", "tests")  # never to be built into
_OF_ENGINE = (
    "theme", "hooks", "watch", "not_in_nav", "validation", "markdown_extensions", "docs_dir", "use_directory_urls",
)  # fmt: skip
_NEEDED = ("theme.custom_dir", "theme.language", "theme.font", "hooks", "plugins", "not_in_nav", "markdown_extensions")
_KNOWN = {
    "INHERIT", "site_name", "site_description", "site_url", "site_author", "site_dir", "edit_uri_template", "theme", "hooks",
    "plugins", "watch", "nav", "validation", "markdown_extensions", "extra", "strict", "dev_addr", "copyright", *FIXED,
}  # fmt: skip
# What pages are written for and the check reads them with, each with the options that it may have.
_EXTENSIONS: dict[str, tuple[str, ...]] = {
    "admonition": (), "attr_list": (), "def_list": (), "footnotes": (), "tables": (), "toc": ("toc_depth",), "fenced_code": (),
    "pymdownx.details": (), "pymdownx.tabbed": ("alternate_style",), "pymdownx.tasklist": (),
}  # fmt: skip
_MAY_BE = {"sane_lists"}
_OURS = "trang chỉ lấy những gì của chính nó, khai ở overrides/ và docs/assets/."
_FOREIGN = {
    **dict.fromkeys(("extra_css", "extra_javascript", "extra_templates", "mdx_configs"), _OURS),
    **dict.fromkeys(("remote_branch", "remote_name"), "trang không đưa lên bằng mkdocs gh-deploy."),
    **dict.fromkeys(("exclude_docs", "draft_docs"), "trang chưa muốn đưa lên thì để ngoài docs/."),
    **dict.fromkeys(("repo_url", "repo_name", "edit_uri"), "nơi mở trình sửa viết ở edit_uri_template."),
}


def check(root: Path) -> Iterator[Problem]:
    """Everything wrong with mkdocs.yml below `root` and the files it inherits from; nothing when there is none."""
    found: dict[str, str] = {}
    name, seen = FILE, set[str]()
    while name and name not in seen and len(seen) < MOST_FILES:
        seen.add(name)
        if not (root / name).is_file():
            if name != FILE:
                yield Problem(Place(FILE), "setting", f"INHERIT: không có tệp {name[:60]}.")
            return
        node, problems = _read(root, name)
        yield from problems
        if node is None:
            return
        top = dict(_entries(node))
        yield from _doubled(name, node)
        yield from _top(root, name, node, found)
        if "extra" in top:
            yield from _extra(name, top["extra"], EXTRA, "extra", found)
        parent = top.get("INHERIT")
        name = parent.value if isinstance(parent, yaml.ScalarNode) else ""
    yield from _lacking(root, found)


def _read(root: Path, name: str) -> tuple[yaml.MappingNode | None, list[Problem]]:
    """The settings of one file, or None; and what is wrong with it as a text."""
    text, problems = load.read_text(root / name, name)
    if text is None:
        return None, problems
    try:
        node = load.compose(text)
    except (yaml.YAMLError, RecursionError) as error:
        return None, problems or [_unreadable(name, error)]  # an odd sign is the mistake
    if not isinstance(node, yaml.MappingNode):
        return None, [*problems, Problem(Place(name), "setting", "tệp phải gồm các dòng “tên: giá trị”.")]
    return node, problems


def _lacking(root: Path, found: dict[str, str]) -> Iterator[Problem]:
    """What none of the files says: `found` is what they say."""
    if (root / "data" / "province.yml").is_file():  # which has the name, too
        found.setdefault("extra.province", FILE)
    for key, setting in EXTRA.items():
        if isinstance(setting, Setting) and setting.is_needed and not found.get(f"extra.{key}"):
            yield Problem(Place(FILE), "setting", f"thiếu extra.{key}: {setting.says}.")
    if not found.get("site_name"):
        yield Problem(Place(FILE), "setting", "thiếu site_name: tên trang.")
    needed = ("plugins",) if layers.is_package() else _NEEDED if (root / "hooks").is_dir() else ()
    for key in needed:  # of facts alone no site is made
        if key not in found:
            yield Problem(Place(FILE), "setting", f"thiếu {key}: không có thì trang dựng hỏng. Lấy lại dòng cũ.")


def shown(root: Path) -> Mapping[str, tuple[Place, str]]:
    """Every text of `extra:` and `nav:`, and the site's own name and description, by its key, with its place; for who reads texts."""
    found: dict[str, tuple[Place, str]] = {}
    try:
        text, _ = load.read_text(root / FILE, FILE)
        node = load.compose(text or "")
    except (OSError, yaml.YAMLError, RecursionError):
        return found

    def walk(node: yaml.Node, key: str) -> None:
        if isinstance(node, yaml.MappingNode):
            for name, value in _entries(node):
                walk(value, f"{key}.{name}" if key else name)
        elif isinstance(node, yaml.ScalarNode) and node.value:
            found[key] = (_place(FILE, node), node.value)

    def listed(node: yaml.Node, key: str) -> None:
        if isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                listed(item, f"{key}.{index + 1}")
        elif isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                walk(name, f"{key}.name")
                listed(value, key)
        else:
            walk(node, key)

    for name, value in _entries(node) if isinstance(node, yaml.MappingNode) else ():
        if name in ("site_name", "site_description", "extra", "copyright"):
            walk(value, name)
        elif name == "nav":
            listed(value, name)
    return found


def flat(text: str) -> dict[str, str]:
    """Every value of a settings file's text by its way: `extra.contact.phone`, `nav.2.Tìm`; {} when it cannot be read."""
    found: dict[str, str] = {}

    def walk(node: yaml.Node, key: str, depth: int = 0) -> None:
        if isinstance(node, yaml.ScalarNode):
            found[key] = node.value
        elif isinstance(node, yaml.SequenceNode) and depth < DEEPEST:
            for index, item in enumerate(node.value):
                walk(item, f"{key}.{index + 1}", depth + 1)
        elif isinstance(node, yaml.MappingNode) and depth < DEEPEST:
            for name, value in _entries(node):
                walk(value, f"{key}.{name}" if key else name, depth + 1)

    try:
        node = load.compose(text)
    except (yaml.YAMLError, RecursionError):
        return {}
    if node is not None:
        walk(node, "")
    return found


def wrong_environment() -> str:
    """What is wrong with the variables that decide what is built, or ''."""
    drafts = os.environ.get("SITE_DRAFTS", "")
    if drafts not in ("", "0", "1"):
        return f"SITE_DRAFTS=“{drafts[:20]}” không dùng được. Viết 1 để dựng cả bản nháp, hoặc bỏ trống."
    for name, is_sound, say in (
        ("SITE_URL", is_address, NO_ADDRESS),
        ("SITE_EDIT_URI", is_template, NO_TEMPLATE),
    ):
        value = os.environ.get(name, "")
        if value and not is_sound(value):
            return say.format(f"{name}=“{shown_on_a_line(value[:60])}”")
    return ""


def refused(message: str) -> str:
    """What MkDocs says in English of a setting before any hook is asked, in words for an editor; '' for anything else."""
    found = re.match(r"Config value '(\w+)'", message)
    if not found:
        return ""
    if found[1] == "site_dir":
        return "Thư mục để dựng vào và docs/ không được nằm trong nhau: chưa có gì bị đổi; chọn thư mục khác."
    return wrong_environment() or f"{FILE}: {found[1]} chưa dùng được. Gõ make check để biết dòng nào."


NO_ADDRESS = (
    "{} không dùng được. Viết như https://ten-mien.vn/ hay https://ten-mien.vn/thu-muc/, chữ không dấu, không có ? # @."
)


NO_TEMPLATE = "{} không dùng được. Viết như https://noi-mo-trinh-sua.vn/{{path}}."


def is_template(text: str) -> bool:
    """True for where a file is edited: an address with `{path}` (or `{path!q}`) in it and nothing else in braces."""
    address = re.sub(r"\{path(?:!q)?\}", "", text, count=1)
    return address != text and re.fullmatch(r"https?://[^/\s{}<>\"']+/[^\s{}<>\"']*", address) is not None


def is_address(text: str) -> bool:
    """True for where a site can stand: its name stands in files that hosts, readers and sheets of paper take as it is."""
    host = r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*(:[0-9]{1,5})?"
    return re.fullmatch(rf"https?://{host}(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?", text) is not None


def _entries(node: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node]]:
    for key, value in node.value:
        yield str(getattr(key, "value", "")), value


def _place(name: str, node: yaml.Node) -> Place:
    return Place(name, node.start_mark.line + 1, node.start_mark.column + 1)


def _unreadable(name: str, error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None)
    place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
    return Problem(place, "setting", "máy không đọc được chỗ này. Xem lại dấu hai chấm, nháy và chỗ lùi dòng.")


def _doubled(name: str, node: yaml.Node, depth: int = 0) -> Iterator[Problem]:
    """A key written twice: YAML keeps the last without a word. An anchor may lead a list into itself: not past `DEEPEST`."""
    if depth > DEEPEST:
        return
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _doubled(name, item, depth + 1)
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        text = str(getattr(key, "value", ""))
        if text in seen:
            yield Problem(_place(name, key), "duplicate-key", f"“{text[:40]}” viết hai lần. Giữ lại một.")
        seen.add(text)
        yield from _doubled(name, value, depth + 1)


def _top(root: Path, name: str, node: yaml.MappingNode, found: dict[str, str]) -> Iterator[Problem]:
    for key, value in node.value:
        text = str(getattr(key, "value", ""))
        yield from _unknown(name, key, text)
        yield from _of_site(name, key, value, found)
        if text in _OF_ENGINE and layers.is_package():
            yield Problem(_place(name, key), "setting", f"{text}: gói trong engine/ đã đặt. Bỏ dòng này.")
            continue
        yield from _of_engine(root, name, key, value)
        if text in _NEEDED:
            found.setdefault(text, "")
    for path, (allowed, why) in FIXED.items():
        here = _at(node, path.split("."))
        if here is not None:
            found.setdefault(path, "")
        if here is not None and not (isinstance(here, yaml.ScalarNode) and here.value.lower() in allowed):
            yield Problem(_place(name, here), "setting", f"{path}: để nguyên {allowed[0]}; không thì {why}.")


def _unknown(name: str, key: yaml.Node, text: str) -> Iterator[Problem]:
    if text in _FOREIGN:
        yield Problem(_place(name, key), "setting", f"không dùng {text}: {_FOREIGN[text]}")
    elif text not in _KNOWN:
        near = difflib.get_close_matches(text, _KNOWN, 1)
        hint = f" Ý bạn là “{near[0]}”?" if near else ""
        yield Problem(_place(name, key), "setting", f"không có “{text[:40]}” trong mkdocs.yml.{hint}")


def _of_site(name: str, key: yaml.Node, value: yaml.Node, found: dict[str, str]) -> Iterator[Problem]:
    """What is wrong with a line that is each site's own."""
    text = str(getattr(key, "value", ""))
    if text == "site_url":
        yield from _text(name, value, text, _address, {})
    elif text == "edit_uri_template":
        yield from _text(name, value, text, _template, {})
    elif text in ("site_name", "site_description"):
        if text == "site_name" and getattr(value, "value", "") in ("", "~", "null"):
            yield Problem(_place(name, key), "setting", "site_name: để trống. Điền tên trang.")
            found.setdefault(text, "…")  # told here
        yield from _text(name, value, text, _named, found)
    elif text == "plugins":
        yield from _plugins(name, value)
    elif text == "site_dir" and getattr(value, "value", "").strip("./").partition("/")[0] in _SOURCES:
        say = "site_dir: đây là thư mục của chữ, dữ kiện hay mã nguồn. Bỏ dòng này: trang dựng vào site/."
        yield Problem(_place(name, value), "setting", say)


def _of_engine(root: Path, name: str, key: yaml.Node, value: yaml.Node) -> Iterator[Problem]:
    """What is wrong with a line that is the same for every site."""
    text = str(getattr(key, "value", ""))
    if text == "markdown_extensions":
        yield from _extensions(name, key, value)
    elif text == "validation":
        yield from _validation(name, value)
    elif text == "theme":
        yield from _theme(name, value)
    elif text == "hooks":
        yield from _hooks(root, name, key, value)


def _plugins(name: str, node: yaml.Node) -> Iterator[Problem]:
    """None but the engine, where it is one."""
    wanted = [_PLUGIN] if layers.is_package() else []
    if not isinstance(node, yaml.SequenceNode) or [getattr(item, "value", "") for item in node.value] != wanted:
        why = "plugin khác có thể hỏi ra ngoài."
        say = (
            f"plugins: chỉ có gói của trang, plugins: [{_PLUGIN}]; {why}"
            if wanted
            else f"plugins: để trống, plugins: []. Trang tự tìm, tự làm bản đồ trang; {why}"
        )
        yield Problem(_place(name, node), "setting", say)


def _extensions(name: str, key: yaml.Node, node: yaml.Node) -> Iterator[Problem]:
    """Markdown that pages are not written for would turn their words into something else."""
    if not isinstance(node, yaml.SequenceNode):
        yield Problem(_place(name, node), "setting", "markdown_extensions: phải là một danh sách, mỗi dòng một tên.")
        return
    seen: set[str] = set()
    for item in node.value:
        first, options = item.value[0] if isinstance(item, yaml.MappingNode) and item.value else (item, None)
        written = str(getattr(first, "value", ""))
        seen.add(written)
        if written not in _EXTENSIONS and written not in _MAY_BE:
            near = difflib.get_close_matches(written, _EXTENSIONS, 1)
            hint = f" Ý bạn là “{near[0]}”?" if near else " Trang không viết cho phần mở rộng này; bỏ dòng này."
            yield Problem(_place(name, first), "setting", f"markdown_extensions: không dùng “{written[:40]}”.{hint}")
        elif options is not None:
            yield from _options(name, written, options)
    if missing := [one for one in _EXTENSIONS if one not in seen]:
        say = f"markdown_extensions: thiếu {', '.join(missing)}. Trang viết theo chúng; thêm lại."
        yield Problem(_place(name, key), "setting", say)


def _options(name: str, extension: str, node: yaml.Node) -> Iterator[Problem]:
    allowed = _EXTENSIONS.get(extension, ())
    entries = node.value if isinstance(node, yaml.MappingNode) else [(node, node)]
    for key, value in entries:
        text = str(getattr(key, "value", ""))
        form = r"[1-6]" if text == "toc_depth" else r"true"
        if text not in allowed:
            yield Problem(_place(name, key), "setting", f"{extension}: không dùng “{text[:40]}” ở đây. Bỏ dòng này.")
        elif not (isinstance(value, yaml.ScalarNode) and re.fullmatch(form, value.value)):
            example = "3" if text == "toc_depth" else "true"
            yield Problem(_place(name, value), "setting", f"{text}: không dùng được giá trị này. Viết {example}.")


def _validation(name: str, node: yaml.Node, depth: int = 0) -> Iterator[Problem]:
    """What MkDocs finds stops a build: anything less would publish it."""
    if isinstance(node, yaml.MappingNode) and depth < DEEPEST:
        for _, value in _entries(node):
            yield from _validation(name, value, depth + 1)
    elif not (isinstance(node, yaml.ScalarNode) and node.value == "warn"):
        yield Problem(
            _place(name, node), "setting", "validation: để nguyên warn; không thì liên kết chết được đưa lên."
        )


def _theme(name: str, node: yaml.Node) -> Iterator[Problem]:
    if not isinstance(node, yaml.MappingNode):
        yield Problem(_place(name, node), "setting", "theme: phải là một nhóm các dòng. Lấy lại các dòng cũ.")
        return
    for key, _ in node.value:
        text = str(getattr(key, "value", ""))
        if f"theme.{text}" not in FIXED:
            say = f"theme: không dùng “{text[:40]}”. Mẫu trang là của mình, sửa ở overrides/. Bỏ dòng này."
            yield Problem(_place(name, key), "setting", say)


def _hooks(root: Path, name: str, key: yaml.Node, node: yaml.Node) -> Iterator[Problem]:
    """Without one of them the site lacks what only it does: numbers that are off stand there, or no number at all."""
    items = node.value if isinstance(node, yaml.SequenceNode) else []
    listed = [str(getattr(item, "value", "")) for item in items]
    there = sorted(f"hooks/{file.name}" for file in (root / "hooks").glob("*.py"))
    if there and sorted(listed) != there:
        wrong = sorted({*there, *listed} - ({*there} & {*listed})) or sorted(listed)
        say = f"hooks: thiếu, thừa hoặc lặp {', '.join(wrong)[:200]}. Lấy lại các dòng cũ."
        yield Problem(_place(name, key), "setting", say)


def _at(node: yaml.Node, path: list[str]) -> yaml.Node | None:
    for step in path:
        if not isinstance(node, yaml.MappingNode):
            return None
        node = dict(_entries(node)).get(step)  # type: ignore[assignment]
    return node


def _extra(
    name: str, node: yaml.Node, model: Mapping[str, Setting | dict[str, Setting]], path: str, found: dict[str, str]
) -> Iterator[Problem]:
    if not isinstance(node, yaml.MappingNode):
        yield Problem(_place(name, node), "setting", f"{path}: phải là một nhóm các dòng: {', '.join(model)}.")
        return
    for key, value in node.value:
        text = str(getattr(key, "value", ""))
        setting = model.get(text)
        if setting is None:
            near = difflib.get_close_matches(text, model, 1)
            hint = f"Ý bạn là “{near[0]}”?" if near else f"Các tên: {', '.join(model)}."
            yield Problem(_place(name, key), "setting", f"không có “{text[:40]}” trong {path}:. {hint}")
        elif isinstance(setting, Setting):
            yield from _text(name, value, f"{path}.{text}", setting.judge, found)
        else:
            yield from _extra(name, value, setting, f"{path}.{text}", found)


def _text(
    name: str, node: yaml.Node, path: str, judge: Callable[[str], str], found: dict[str, str]
) -> Iterator[Problem]:
    """One text: a value of the environment (`!ENV`) is judged when it is there, an empty one is not set."""
    key = path.rpartition(".")[2]
    if node.tag == "!ENV":
        found.setdefault(path, "!ENV")
        return
    if not isinstance(node, yaml.ScalarNode):
        yield Problem(_place(name, node), "setting", f"{key}: phải là một giá trị trên một dòng.")
        return
    if not node.value or node.value in ("~", "null"):
        return
    found.setdefault(path, node.value)
    is_switch = judge in (_off, _switch)
    if (node.tag != TEXT and not is_switch) or (judge is _phone and node.style != '"'):
        message = f'{key}: đặt trong nháy kép: "{node.value[:40]}". Không có nháy, máy đọc thành thứ khác.'
        yield Problem(_place(name, node), "quotes", message)
    if wrong := judge(node.value):
        yield Problem(_place(name, node), "setting", f"{key}: {wrong}")
