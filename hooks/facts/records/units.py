"""Units of before: what kind of unit a spoken name says, parted once, so that no text is read for it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PROVINCE_KINDS = ("Tỉnh", "Thành phố")
DISTRICT_KINDS = ("Huyện", "Quận", "Thị xã", "Thành phố")
COMMUNE_KINDS = ("Xã", "Phường", "Thị trấn")
TODAY_KINDS = ("Xã", "Phường", "Đặc khu")


def parted(name: str, kinds: Sequence[str]) -> tuple[str, str]:
    """Xã Hưng Chính → (Xã, Hưng Chính). Raises ValueError, with how it is written, for a name of none of these kinds."""
    for kind in kinds:
        if name.startswith(f"{kind} "):
            return kind, name[len(kind) + 1 :]
    for kind in kinds:
        if name.casefold().startswith(f"{kind} ".casefold()):
            raise ValueError(f"viết “{kind}{name[len(kind) :]}”, chữ đầu viết hoa.")
    raise ValueError(f"“{name[:60]}” thiếu chữ đầu: {', '.join(kinds[:-1])} hoặc {kinds[-1]}.")


@dataclass(frozen=True)
class District:
    """A district of before: two of one name are told apart by what kind they were, and in which province."""

    kind: str
    name: str
    province: str = ""  # of before, with its kind: Tỉnh Quảng Bình; '' where the table names none

    @property
    def full_name(self) -> str:
        """As it was spoken: Huyện Kỳ Sơn."""
        return f"{self.kind} {self.name}"

    @property
    def names(self) -> tuple[str, ...]:
        """What it was called; a name of one syllable (Vinh) is told from the word by what stands before it."""
        if self.name.isdigit():
            return (self.full_name,)
        return (self.name,) if " " in self.name else (self.name, self.full_name, f"TP {self.name}")


def bare_province(province: str) -> str:
    """Tỉnh Quảng Bình → Quảng Bình."""
    return parted(province, PROVINCE_KINDS)[1]
