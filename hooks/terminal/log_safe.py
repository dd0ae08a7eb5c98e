"""Words that are not ours as a log can print them: on one line, in UTF-8, and never a command to a host."""

from __future__ import annotations


def shown(text: str) -> str:
    """A file's name or words of an editor's as they can be told on one line and in UTF-8, whatever they are made of.

    A host reads what a build prints: a line that begins with `::` would be a command to it.
    """
    return text if text.isprintable() else "".join(c if c.isprintable() else "?" for c in text)


def told_safely(text: str) -> str:
    """A message of any number of lines, MkDocs' own too, of which none begins with what a host takes for a command.

    GitHub's runner obeys lines that begin with `::name` or `##[name]`, whatever stands before them in white space.
    """
    lines = (shown(line) for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(f"· {line}" if line.lstrip().startswith(("::", "##[")) else line for line in lines)
