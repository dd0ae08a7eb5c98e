"""What stands in a page for its blocks and for where its links lead, until they are known.

Unicode keeps these two code points for a program's own use: no text has them.
"""


def mark(number: int | str) -> str:
    """The line that stands in a page's Markdown for its block of that number, from 0."""
    return f"\ufdd0{number}\ufdd1"


def block_mark(number: int | str) -> str:
    """What stands in the HTML for the block of that number."""
    return f"\ufdd0block {number}\ufdd1"


def link_mark(number: int | str) -> str:
    """What stands in the HTML for the address of the link or picture of that number, from 0."""
    return f"\ufdd0link {number}\ufdd1"
