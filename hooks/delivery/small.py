"""Scripts and styles of ours made small: what a browser runs and wears, without what only their readers need."""

import re
from functools import lru_cache

import minify

_DIALECT = re.compile(r"// ES(\d+)")  # as a script's first line names it
_EXPORTED = re.compile(r"^export (?=(?:const|function|class) (\w+))", re.MULTILINE)


@lru_cache(maxsize=32)  # while an editor looks on, each build asks for the same
def small_css(text: str) -> str:
    """The same rules without comments and the white space that CSS does not need."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r" ?([{};,>~]) ?", r"\1", re.sub(r"\s+", " ", text))
    return text.replace(": ", ":").replace(";}", "}").strip()


def small_js(text: str) -> str:
    """The same program with short names, in the JavaScript that its first line names (`// ES5, because …`).

    A script's outermost names are kept, as another may use them; those of a module only where it exports them.
    """
    dialect = _DIALECT.match(text)
    assert dialect, text[:80]  # `make lint` tells where the line is missing
    minify.config({"js-version": int(dialect[1])})
    if exported := ", ".join(_EXPORTED.findall(text)):
        text = f"export const {{ {exported} }} = (() => {{\n{_EXPORTED.sub('', text)}\nreturn {{ {exported} }} }})()"
    return f"{minify.string('text/javascript', text)}\n"
