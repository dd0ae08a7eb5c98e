"""What holds of this province's own data and of no other's: it names them, and goes where they go."""

from __future__ import annotations

import re

from building import Site
from facts.site.store import Facts

BESIDE = ["bac-ly", "huoi-tu", "muong-long", "nhon-mai"]


def test_one_unit_lies_where_it_lies(site: Site, facts: Facts) -> None:
    assert facts.shapes
    names = {commune.code: commune.id for commune in facts.all("communes")}  # type: ignore[union-attr]
    beside = facts.shapes.neighbors(facts.get("communes", "my-ly").code)  # type: ignore[union-attr]
    assert sorted(names[code] for code in beside) == BESIDE
    figure = re.search(r'<figure class="near">.*?</figure>', site.read("xa-phuong/my-ly/"), re.DOTALL)
    assert figure
    assert re.findall(r'href="\.\./([a-z-]+)/"', figure[0]) == BESIDE


def test_the_program_of_border_communes_shows_each_of_them(site: Site) -> None:
    figure = re.search(r'<figure class="where-map">.*?</figure>', site.read("mo-hinh/xa-bien-gioi-sach/"), re.DOTALL)
    assert figure
    assert figure[0].count('class="here"') == 21
