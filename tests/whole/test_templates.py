"""Templates as source: each can be read, fills only blocks that are there, quotes its attributes, and trusts what is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import jinja2
import material
import pytest
from jinja2 import nodes

from building import ROOT

OVERRIDES = ROOT / "overrides"
TEMPLATES = sorted(path.relative_to(OVERRIDES).as_posix() for path in OVERRIDES.rglob("*.html"))
THEME = Path(material.__file__).parent / "templates"
# Texts of the build's own: its styles and scripts, and a page's content when it was contained (hooks/contain_pages.py).
TRUSTED = {
    "base.html": {"assets.first", "assets.script", "title_part", "lead", "rest"},
    "main.html": {"top", "rest"},
    "blank.html": {"assets.first", "assets.rest", "page.content"},
    "partials/rest.html": {"assets.rest"},
}


# As both environments of the build read them (rendering/blocks.py; MkDocs, whose templates may be the theme's too).
FOLDERS = [OVERRIDES, OVERRIDES / "blocks", THEME]
ENVIRONMENT = jinja2.Environment(loader=jinja2.FileSystemLoader(FOLDERS), autoescape=True)


def source(name: str) -> str:
    return (OVERRIDES / name).read_text(encoding="utf-8")


def fills(tree: nodes.Template, read: jinja2.Environment) -> Iterator[str]:
    """The blocks of a template that its parents do not have; a template without a parent declares its own."""
    parents = [one.template.value for one in tree.find_all(nodes.Extends) if isinstance(one.template, nodes.Const)]
    if not parents or read.loader is None:
        return
    declared: set[str] = set()
    while parents:
        above = read.parse(read.loader.get_source(read, parents.pop())[0])
        declared |= {block.name for block in above.find_all(nodes.Block)}
        parents += [
            one.template.value for one in above.find_all(nodes.Extends) if isinstance(one.template, nodes.Const)
        ]
    yield from sorted({block.name for block in tree.find_all(nodes.Block)} - declared)


def said(node: nodes.Node) -> set[str]:
    """What a value may be, as it is written: `a.b`, and both ends of `a if x else b`."""
    if isinstance(node, nodes.CondExpr):
        return said(node.expr1) | (said(node.expr2) if node.expr2 else set())
    if isinstance(node, nodes.Getattr):
        return {f"{one}.{node.attr}" for one in said(node.node)}
    return {node.name} if isinstance(node, nodes.Name) else {type(node).__name__}


def trusting(tree: nodes.Template) -> list[nodes.Filter]:
    return [one for one in tree.find_all(nodes.Filter) if one.name == "safe" and one.node is not None]


def bare_attributes(text: str) -> list[str]:
    """Attributes whose value stands without quotes: a value from data/ with a space in it would become a second one."""
    html = re.sub(r"\{#.*?#\}|\{%.*?%\}", " ", text, flags=re.DOTALL)
    html = re.sub(r"\{\{.*?\}\}", "VALUE", html, flags=re.DOTALL)
    tags = re.findall(r"<[a-z][^\s>/]*((?:\"[^\"]*\"|'[^']*'|[^\"'>])*)>", html)
    return re.findall(r"[\w:-]+=[^\s\"'>]+", re.sub(r"\"[^\"]*\"|'[^']*'", '""', " ".join(tags)).replace('=""', " "))


def wrong(name: str, text: str) -> list[str]:
    """All that is wrong with a template."""
    try:
        tree = ENVIRONMENT.parse(text, name)
    except jinja2.TemplateSyntaxError as error:
        return [f"{error.lineno}: {error.message}"]
    found = [f"fills no block: {block}" for block in fills(tree, ENVIRONMENT)]
    found += [f"without quotes: {one}" for one in bare_attributes(text)]
    for one in trusting(tree):
        found += [f"{one.lineno}: may not be `| safe`: {value}" for value in said(one.node) - TRUSTED.get(name, set())]
    return found


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_in_order(name: str) -> None:
    assert wrong(name, source(name)) == []


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("main.html", "{% if x %}", "1: Unexpected end"),
        ("main.html", '{% extends "base.html" %}{% block contnet %}{% endblock %}', "fills no block: contnet"),
        ("blocks/call.html", "<a href={{ x }}>", "without quotes: href=VALUE"),
        ("blocks/call.html", '<a title="a > b" {% if x %}id=b{% endif %}>', "without quotes: id=b"),
        ("blocks/call.html", "{{ record.name | safe }}", "1: may not be `| safe`: record.name"),
        ("base.html", "{{ (assets.first if x else page.title) | safe }}", "1: may not be `| safe`: page.title"),
        ("base.html", "{{ (before ~ title) | safe }}", "1: may not be `| safe`: Concat"),
    ],
)
def test_what_is_wrong_with_a_template_is_told(name: str, text: str, told: str) -> None:
    assert [one[: len(told)] for one in wrong(name, text)] == [told]


def test_only_what_is_used_is_trusted() -> None:
    trees = {name: ENVIRONMENT.parse(source(name)) for name in TRUSTED}
    assert {name: set().union(*(said(one.node) for one in trusting(tree))) for name, tree in trees.items()} == TRUSTED
