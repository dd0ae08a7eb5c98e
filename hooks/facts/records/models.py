"""Every kind of record side by side, in the order of the site: what it is there, and what each field means, in the words an
editor reads.

The models are the one source of the JSON Schemas (`make schema`), of the editors' field guide and of the problems
that a wrong value gives. Values arrive as text (`load` keeps every scalar as text) and leave typed.
Patterns are written with `[0-9]` and matched whole: `\\d` takes digits of every script and `$` a trailing newline.
"""

import os
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from facts.numbers import phones
from facts.records import units
from facts.records.kind import Kind
from facts.records.marks import Dialed, Hint, Key, LookFirst, Past, Ref
from facts.records.web import addressed

# What a value may be is said here alone: pydantic need not look through all that is installed for who would have a say too.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def wrong(code: str, message: str, at: str = "") -> PydanticCustomError:
    """A mistake in one value: `code` from problems.CODES, `message` a Vietnamese sentence.

    A rule about several fields names the one to tell it at: `at`, as the file spells it.
    """
    return PydanticCustomError(code, "{say}", {"say": message, "at": at})


# --- values --------------------------------------------------------------------------------------------------------

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
# Names that Windows cannot store or that the site itself needs (a page of its own under a kind's address).
RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    "index",
    "lich",
    "moi",
    "in",
    "hua",
    *(f"{p}{n}" for p in ("com", "lpt") for n in range(10)),
}


def _id(value: Any) -> Any:
    if not isinstance(value, str):
        return value  # pydantic tells the wrong shape
    if "://" in value:
        raise wrong(
            "id", "đây là mã, không phải địa chỉ trang. Tạo tệp data/sources/<mã>.yml có dòng url:, rồi viết mã ở đây."
        )
    if not ID.fullmatch(value) or len(value) > 60:
        raise wrong("id", "mã chỉ gồm chữ thường không dấu, số và gạch nối, bắt đầu bằng chữ cái, dài tối đa 60 ký tự.")
    if value in RESERVED:
        raise wrong("id-reserved", f"mã “{value}” đã dành cho trang khác. Chọn mã khác.")
    return value


def _text(longest: int, lines: bool = False, shortest: int = 2) -> BeforeValidator:
    def judge(value: Any) -> Any:
        if not isinstance(value, str):
            return value  # pydantic tells the wrong shape
        value = value.strip(" ")
        if not value or value in ("~", "null"):  # how YAML writes nothing
            raise wrong("empty", "để trống. Điền vào, hoặc xóa cả dòng.")
        if len(value) < shortest:
            raise wrong("text", "quá ngắn.")
        if len(value) > longest:
            raise wrong("text", f"dài quá {longest} chữ cái. Viết ngắn lại.")
        if "\n" in value and not lines:
            raise wrong("text", "chỉ được một dòng.")
        if shortest > 1 and not any(letter.isalnum() for letter in value):
            raise wrong("text", f"“{value[:20]}” không có chữ nào. Chưa biết thì xóa cả dòng.")
        return value

    return BeforeValidator(judge)


@BeforeValidator
def _wordy(value: Any) -> Any:
    """Text beside a number of ours, where a digit would read as a part of it."""
    if isinstance(value, str) and any(c.isdigit() for c in value):
        raise wrong("text", "chỉ viết chữ, không viết số ở đây.")
    return value


def _bool(value: Any) -> Any:
    if isinstance(value, str):
        if value not in ("true", "false"):
            raise wrong("choice", f"“{value}” không dùng được ở đây. Viết true (có) hoặc false (không).")
        return value == "true"
    return value


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"-?[0-9]{1,9}", value):
            raise wrong("number", f"“{value[:40]}” không phải số nguyên. Chỉ viết chữ số, ví dụ 180.")
        return int(value)
    return value


def _amount(value: Any) -> Any:
    """Vietnamese pages write 1.313 for a thousand and 1,5 for a half; files hold 1313 and 1.5, and one reading only."""
    if isinstance(value, str):
        if not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", value):
            raise wrong("number", f"“{value[:40]}” chưa đúng mẫu. Viết liền, dùng dấu chấm cho phần lẻ: 1313 hoặc 1.5.")
        if re.fullmatch(r"-0+(\.0+)?", value):
            raise wrong("number", f"“{value}” không phải một con số. Viết 0.")
        if re.match(r"-?0[0-9]", value):
            raise wrong("number", f"“{value}” có số 0 thừa ở đầu. Viết {value.lstrip('-').lstrip('0') or '0'}.")
        return float(value) if "." in value else int(value)
    return value


_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ].*", value):
        raise wrong("date", "chỉ viết ngày, không viết giờ: 2026-11-24.")
    if not (m := _DAY.fullmatch(value)):
        if len(near := _meant(value)) == len("2026-11-24"):
            raise wrong("date", f"viết năm-tháng-ngày. Ý bạn là {near}?")
        raise wrong("date", f"“{value[:40]}” chưa đúng mẫu. Viết năm-tháng-ngày, ví dụ 2026-11-24.")
    _in_range(m[1])
    try:
        return date(*map(int, m.groups()))
    except ValueError:
        raise wrong("date", f"không có ngày {value}.") from None


def _meant(value: str) -> str:
    """The day, month or year that a text most likely means, as files write it: of 30/6/2026, quý II/2026, năm 2026; or ''.

    Of a quarter it is the last month, which is when its figures are of. A text that may mean two days means none.
    """
    text = re.sub(r"\b(?:ngày|tháng|năm|hết|cuối|đến|t)\b\s*|\bt(?=[0-9])", " ", value.lower())
    quarter = re.fullmatch(r"\s*(?:quý|q)\s*(iv|i{1,3}|[1-4])\W+([0-9]{4})\s*|\s*([0-9]{4})\W*q([1-4])\s*", text)
    if quarter:
        number = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(quarter[1] or quarter[4]) or int(quarter[1] or quarter[4])
        return f"{quarter[2] or quarter[3]}-{3 * number:02}"
    parts = re.findall(r"[0-9]+", text)
    if re.search(r"[^\W\d_]", text) or not 1 <= len(parts) <= 3 or sum(len(one) == 4 for one in parts) != 1:
        return ""
    year, *rest = parts if len(parts[0]) == 4 else reversed(parts)
    if len(year) != 4 or any(len(one) > 2 for one in rest):
        return ""
    meant = "-".join([year, *(f"{int(one):02}" for one in rest)])
    try:
        date.fromisoformat((meant + "-01-01")[:10])
    except ValueError:
        return ""
    return meant if FIRST_YEAR <= int(year) <= LAST_YEAR else ""


# Nothing of this subject is older, and nothing is promised later: outside these years a day is a slip of the finger.
FIRST_YEAR, LAST_YEAR = 1900, 2100


def _in_range(year: str) -> None:
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise wrong("date", f"năm {year} ngoài khoảng {FIRST_YEAR}–{LAST_YEAR}.")


_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


PARTIAL = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"


class Partial(str):
    """A day known to the year, the month or the day: `2023`, `2023-12`, `2023-12-05`."""

    @property
    def first(self) -> date:
        """The first day it can mean."""
        year, month, day = [*self.split("-"), "1", "1"][:3]
        return date(int(year), int(month), int(day))

    @property
    def last(self) -> date:
        """The last day it can mean."""
        first = self.first
        if len(self) == 4:
            return date(first.year, 12, 31)
        if len(self) == 7:
            return date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)
        return first

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_partial)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "pattern": PARTIAL}


def _partial(value: Any) -> Partial:
    if not isinstance(value, str):
        raise wrong("shape", "phải là một ngày, không phải một nhóm hay danh sách.")
    if len(value) in (4, 7) and (m := _PARTIAL.fullmatch(value)):
        if m[2] and not 1 <= int(m[2]) <= 12:
            raise wrong("date", f"không có tháng {m[2]}.")
        _in_range(m[1])
        return Partial(value)
    if not re.match("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        meant = f" Ý bạn là {near}?" if (near := _meant(value)) else ""
        raise wrong("date", f"“{value[:40]}” chưa đúng mẫu. Viết 2026, 2026-06 hoặc 2026-06-30.{meant}")
    return Partial(str(_day(value)))


def _phone(value: Any) -> Any:
    """A number of the plan, as `phones` has it."""
    if isinstance(value, str) and isinstance(found := phones.judge(value), str):
        raise wrong("phone", found)
    return value


def _url(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"https?://[^\s<>\"'`{}|\\^]+", value) or len(value) > 500:
            raise wrong("url", "địa chỉ trang bắt đầu bằng https:// hoặc http://, không có dấu cách.")
        if told := addressed(value):
            raise wrong("url", told)
    return value


def _matched(pattern: str, code: str, example: str) -> BeforeValidator:
    """Text that is `pattern` as a whole: pydantic's own `pattern=` lets a line end stand after `$`."""

    def judge(value: Any) -> Any:
        if isinstance(value, str) and not re.fullmatch(pattern, value):
            raise wrong(code, f"“{value[:40]}” chưa đúng mẫu. Viết như {example}.")
        return value

    return BeforeValidator(judge)


def _month_day(value: Any) -> Any:
    """A day that every year has, the 29th of February too: it is the 28th in other years."""
    try:
        date.fromisoformat(f"2000-{value}")
    except ValueError:
        raise wrong("date", f'không có ngày {str(value)[:40]}. Viết tháng-ngày, ví dụ "06-30".') from None
    return value


GAP = "gaps/"  # how a list of words names a record of that kind


def _sought(value: Any) -> Any:
    """A sentence, or the name of a gap: whatever has no space but a stroke was meant as one."""
    if isinstance(value, str) and re.fullmatch(r"[^\s/-]*[/-]\S*", value.strip()):
        id = value.strip().removeprefix(GAP)
        if not value.startswith(GAP) or not ID.fullmatch(id):
            bare = re.sub(r"[^a-z0-9-]", "", id.rpartition("/")[2].removesuffix(".yml"))
            raise wrong(
                "unknown-reference",
                f"“{value[:40]}” không phải một câu. Dẫn tới data/gaps/ thì viết gaps/{bare or '<mã>'}.",
            )
    return value


def _words(most: int) -> BeforeValidator:
    def judge(value: str) -> str:
        if isinstance(value, str) and len(value.split()) > most:
            raise wrong("words", f"dài {len(value.split())} chữ, tối đa {most} chữ. Viết ngắn lại.")
        return value

    return BeforeValidator(judge)


Id = Annotated[str, BeforeValidator(_id), Hint(pattern="^[a-z][a-z0-9]*(-[a-z0-9]+)*$", maxLength=60)]
Name = Annotated[str, _text(120), Hint(minLength=2, maxLength=120)]
Line = Annotated[str, _text(400), Hint(maxLength=400)]
Unit = Annotated[str, _text(60, shortest=1), Hint(minLength=1, maxLength=60)]  # “%” is one
Text = Annotated[str, _text(2000, lines=True), Hint(maxLength=2000)]
Bool = Annotated[bool, BeforeValidator(_bool)]
Whole = Annotated[int, BeforeValidator(_whole)]
# The bounds first: after a function its schema says “ge”, which is no word of JSON Schema.
Year = Annotated[int, Field(ge=1990, le=2100), BeforeValidator(_whole)]
Amount = Annotated[int | float, BeforeValidator(_amount)]
Day = Annotated[date, BeforeValidator(_day), Hint(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
PastDay = Annotated[Day, Past()]
PastPartial = Annotated[Partial, Past()]
_MONTH_DAY = "(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
MonthDay = Annotated[
    str, BeforeValidator(_month_day), _matched(_MONTH_DAY, "date", '"06-30"'), Hint(pattern=f"^{_MONTH_DAY}$")
]
Phone = Annotated[
    str, BeforeValidator(_phone), Dialed(), Hint(pattern="^[0-9]+([ .][0-9]+)*$", maxLength=phones.LONGEST)
]
Url = Annotated[str, BeforeValidator(_url), Hint(pattern="^https?://", maxLength=500)]
_CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]|24:00"
Clock = Annotated[str, _matched(_CLOCK, "hours", '"07:30"'), Hint(pattern=f"^({_CLOCK})$")]
Code = Annotated[str, _matched("[0-9]{5}", "text", '"16681"'), Hint(pattern="^[0-9]{5}$")]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

AgencyId = Annotated[Id, Ref("agencies")]
SourceId = Annotated[Id, Ref("sources")]
HotlineId = Annotated[Id, Ref("hotlines")]
DocumentId = Annotated[Id, Ref("documents")]
PlanId = Annotated[Id, Ref("plans")]
ProgramId = Annotated[Id, Ref("programs")]
CampaignId = Annotated[Id, Ref("campaigns")]
ResultId = Annotated[Id, Ref("results")]
RecordKey = Annotated[Line, Key()]
CommuneId = Annotated[Id, Ref("communes")]

UNKNOWN_BASIS = "không rõ"


def _unit_of(kinds: Sequence[str]) -> AfterValidator:
    def judge(value: str) -> str:
        try:
            units.parted(value, kinds)
        except ValueError as error:
            raise wrong("table", str(error)) from None
        return value

    return AfterValidator(judge)


def _bare_of(kinds: Sequence[str]) -> AfterValidator:
    """A name without its kind, which a field of its own says."""

    def judge(value: str) -> str:
        for kind in kinds:
            if value.casefold().startswith(f"{kind} ".casefold()):
                rest = value[len(kind) + 1 :]
                raise wrong("table", f"chữ “{value[: len(kind)]}” đã ở type:. Chỉ viết: {rest}")
        return value

    return AfterValidator(judge)


DistrictName = Annotated[Name, _unit_of(units.DISTRICT_KINDS)]
ProvinceName = Annotated[Name, _unit_of(units.PROVINCE_KINDS)]
ProvinceCode = Annotated[str, _matched("[0-9]{2}", "text", '"40"'), Hint(pattern="^[0-9]{2}$")]


class Part(BaseModel):
    """What all parts of a record share: unknown fields are refused, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False, defer_build=True)


class Point(Part):
    """One sentence of a list, which may have sources of its own."""

    text: Text = Field(title="câu", description="Một ý, viết thành câu ngắn bằng lời của mình.")
    sources: tuple[SourceId, ...] = Field(
        (), title="nguồn", description="Mã nguồn của riêng ý này; bỏ trống thì dùng nguồn của cả mục."
    )
    basis: Literal["editorial"] | None = Field(
        None,
        title="căn cứ",
        description="editorial: lời khuyên của người viết, chưa ai duyệt; trang sẽ ghi rõ như vậy.",
    )
    note: Line | None = Field(None, title="ghi chú", description="Câu ghi thêm, hiện cạnh ý này.")


def _as_point(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


PointList = tuple[Annotated[Point, BeforeValidator(_as_point)], ...]


class Record(Part):
    """What every record has. `kind` is the folder; `on_site` what the site does with it; `promise_days` how long a check
    holds (None: a dated fact)."""

    kind: ClassVar[str] = ""
    label: ClassVar[str] = ""
    on_site: ClassVar[Kind]
    promise_days: ClassVar[int | None] = None
    needs_sources: ClassVar[bool] = True

    id: Id = Field(title="mã", description="Mã viết tay, không dấu, trùng tên tệp; không đổi, không dùng lại.")
    name: Name = Field(title="tên", description="Tên hiện trên trang, tối đa 120 chữ cái, một dòng.")
    province: ProvinceCode | None = Field(
        None,
        title="của tỉnh",
        description="Mã tỉnh, thành phố mà mục này nói về, như ở data/province.yml; của cả nước thì bỏ trống.",
    )
    sources: tuple[SourceId, ...] = Field(
        (), title="nguồn", description="Mã các nguồn đã đọc thấy điều này, mỗi mã là một tệp trong data/sources/."
    )
    basis: Literal["editorial"] | None = Field(
        None,
        title="căn cứ",
        description="editorial: lời khuyên của người viết, chưa ai duyệt; chỉ dùng khi không có nguồn tốt.",
    )
    verified_on: PastDay = Field(title="ngày đối chiếu", description="Ngày bạn đọc lại nguồn lần gần nhất.")
    not_found: tuple[Annotated[Line, BeforeValidator(_sought), Key(GAP)], ...] = Field(
        (),
        title="chưa tìm thấy",
        description="Điều của riêng mục này đã tìm mà chưa thấy; trang ghi “chúng tôi chưa tìm thấy (tìm đến …)”. "
        "Điều còn thiếu ở chỗ khác nữa thì là một tệp trong data/gaps/, ở đây viết gaps/<mã>.",
    )
    note: Text | None = Field(None, title="ghi chú", description="Ghi chú hiện cho người đọc.")
    order: Whole | None = Field(None, title="thứ tự", description="Số nhỏ đứng trước; bỏ trống thì xếp theo tên.")
    publish: Literal["draft", "withdrawn"] | None = Field(
        None, title="đăng", description="Bỏ trống: đăng. draft: nháp, chưa đăng. withdrawn: tạm rút khỏi mọi danh sách."
    )
    because: Line | None = Field(None, title="vì sao", description="Vì sao để nháp hoặc tạm rút; hiện cho người đọc.")
    covers: Line | None = Field(
        None,
        title="che bản",
        description="Mười hai chữ số mà make check đưa, của tệp cùng tên trong data/national/ mà tệp này thay cả tệp.",
        exclude=True,  # of no use to readers of the open data
    )

    @property
    def full_name(self) -> str:
        """What readers call it."""
        return self.name

    @model_validator(mode="after")
    def _say_why(self) -> Self:
        if self.publish == "draft" and not self.because:  # withdrawing is never held up: `check` only warns there
            raise wrong("because", "draft cần thêm dòng because: nói còn chờ gì, hỏi ai.", at="publish")
        if self.because and not self.publish:  # whoever wrote it may believe that the number is off
            say = "một mình dòng này không rút gì. Muốn rút thì thêm dòng publish: withdrawn; không thì xóa dòng này."
            raise wrong("because", say, at="because")
        return self


# --- who says it ---------------------------------------------------------------------------------------------------


class Agency(Record):
    """The public body that speaks."""

    kind = "agencies"
    label = "cơ quan"
    promise_days = 365
    on_site = Kind(
        "gioi-thieu/co-quan/#{id}", in_index=True, in_calendar=False, in_feed=False, in_json_ld=False, weight=0.6
    )

    level: Literal["national", "province", "commune", "other"] = Field(
        title="cấp", description="national: trung ương; province: tỉnh; commune: xã, phường; other: khác."
    )
    part_of: AgencyId | None = Field(None, title="thuộc", description="Mã cơ quan cấp trên.")
    website: Url | None = Field(None, title="trang", description="Trang chính thức, nếu nguồn nêu.")
    formerly: tuple[Line, ...] = Field((), title="tên cũ", description="Tên trước đây, kèm thời gian nếu biết.")
    ended_on: Partial | None = Field(None, title="thôi hoạt động", description="Ngày cơ quan thôi hoạt động.")
    succeeded_by: AgencyId | None = Field(None, title="nay là", description="Mã cơ quan nhận việc.")


class Source(Record):
    """Where a fact was read."""

    kind = "sources"
    label = "nguồn"
    needs_sources = False
    on_site = Kind("nguon/#{id}", in_index=False, in_calendar=False, in_feed=False, in_json_ld=False, weight=0.25)

    publisher: Line = Field(title="nơi đăng", description="Cơ quan hoặc tờ báo đăng.")
    name: Line = Field(alias="title", title="tên bài", description="Tên bài hoặc văn bản, như nơi đăng ghi.")
    title_is_inferred: Bool = Field(
        False,
        title="tên suy ra",
        description="true nếu tên bài suy từ địa chỉ trang: trang sẽ hiện địa chỉ thay cho tên.",
    )
    url: Url | None = Field(None, title="địa chỉ", description="Địa chỉ trang; không có thì note phải nói xem ở đâu.")
    published_on: PastPartial | None = Field(
        None, title="ngày đăng", description="Ngày đăng: 2025-09-21, 2025-09 hoặc 2025."
    )
    grade: Literal["official", "copy", "press", "weak"] = Field(
        title="độ tin cậy",
        description="official: trang của cơ quan nhà nước; copy: văn bản chép nguyên ở nơi khác; press: báo chí; weak: nguồn yếu.",
    )


# --- documents ----------------------------------------------------------------------------------------------------

Standing = Literal["confirmed", "unverified", "ended"]


class EndedPart(Part):
    """A part of a document that no longer holds while the rest of it may."""

    what: Line = Field(
        title="phần nào", description="Phần hết hiệu lực, như văn bản bỏ nó gọi: khoản 1 Điều 2 và Điều 20."
    )
    ended_on: Partial = Field(title="hết từ ngày", description="Ngày đầu tiên phần này không còn hiệu lực.")
    superseded_by: DocumentId | None = Field(None, title="bị thay bởi", description="Mã văn bản bỏ hoặc thay phần này.")


class Document(Record):
    """A law, decree, decision or plan."""

    kind = "documents"
    label = "văn bản"
    promise_days = 365
    on_site = Kind("van-ban/#{id}", in_index=True, in_calendar=False, in_feed=False, in_json_ld=True, weight=0.6)

    number: Line | None = Field(None, title="số", description="Số và ký hiệu, ví dụ 105/KH-UBND.")
    type: Line = Field(title="loại", description="Luật, Nghị định, Quyết định, Kế hoạch, Công văn…")
    title: Text = Field(title="tên văn bản", description="Tên đầy đủ hoặc trích yếu.")
    issuer: AgencyId | None = Field(None, title="nơi ban hành", description="Mã cơ quan ban hành.")
    issued_on: PastPartial | None = Field(None, title="ngày ban hành", description="Ngày ký.")
    effective_on: Partial | None = Field(None, title="ngày có hiệu lực", description="Ngày bắt đầu có hiệu lực.")
    ends_on: Partial | None = Field(
        None, title="hết hiệu lực", description="Ngày cuối còn hiệu lực, hoặc năm cuối của giai đoạn."
    )
    standing: Standing = Field(
        title="hiệu lực",
        description="confirmed: nguồn cho thấy còn hiệu lực; unverified: chưa kiểm tra được; ended: đã xong.",
    )
    superseded_by: DocumentId | None = Field(None, title="bị thay bởi", description="Mã văn bản thay thế.")
    ended_parts: tuple[EndedPart, ...] = Field(
        (), title="phần đã hết", description="Những phần hết hiệu lực trước, khi cả văn bản thì chưa."
    )
    scope: Line | None = Field(None, title="phạm vi", description="Áp dụng ở đâu, cho ai.")
    period: Line | None = Field(None, title="giai đoạn", description="Giai đoạn thực hiện, bằng lời.")
    key_points: PointList = Field((), title="điểm chính", description="Những điểm chính, bằng lời của mình.")


# --- hotlines and places ---------------------------------------------------------------------------------------------


class Span(Part):
    """Days of the week that share opening hours."""

    days: tuple[Weekday, ...] = Field(
        min_length=1,
        title="các ngày",
        description=(
            "mon: thứ Hai; tue: thứ Ba; wed: thứ Tư; thu: thứ Năm; fri: thứ Sáu; sat: thứ Bảy; sun: Chủ nhật."
        ),
    )
    opens: Clock = Field(title="mở", description='Giờ bắt đầu, ví dụ "07:30".')
    closes: Clock = Field(title="đóng", description='Giờ kết thúc, ví dụ "17:00"; "24:00" là nửa đêm.')

    @model_validator(mode="after")
    def _closes_later(self) -> Self:
        if self.closes <= self.opens:
            raise wrong("hours", "giờ đóng phải sau giờ mở; ca qua đêm thì tách làm hai dòng.", at="closes")
        return self


class HoursException(Part):
    """Days on which the weekly hours do not hold, such as Tết. Both days included."""

    starts_on: Day = Field(title="từ ngày", description="Ngày đầu của đợt khác thường.")
    ends_on: Day = Field(title="đến ngày", description="Ngày cuối, tính cả ngày đó.")
    opens: Clock | None = Field(None, title="mở", description="Bỏ trống cả mở và đóng: nghỉ cả ngày.")
    closes: Clock | None = Field(None, title="đóng", description="Giờ kết thúc trong đợt này.")
    because: Line = Field(title="vì sao", description="Ví dụ: nghỉ Tết.")


class WeeklyHours(Part):
    """When a channel is answered: weekly spans in Asia/Ho_Chi_Minh, with dated exceptions."""

    weekly: tuple[Span, ...] = Field(min_length=1, title="hằng tuần", description="Các khung giờ trong tuần.")
    exceptions: tuple[HoursException, ...] = Field((), title="ngoại lệ", description="Những đợt khác thường, như Tết.")


def _hours(value: Any) -> Any:
    if isinstance(value, list):
        raise wrong("hours", "phải là always, unknown, hoặc nhóm weekly: với opens và closes.")
    if isinstance(value, str) and value not in ("always", "unknown"):
        if re.fullmatch(r"always|24 ?/ ?(7|24h?)|24 ?(h|giờ)|(cả )?ngày( và)? đêm|cả ngày", value.lower()):
            raise wrong("hours", f"“{value}” không dùng được. Ý bạn là always?")
        if re.fullmatch(r"[0-9]{1,2}[:hg][0-9]{0,2}", value):
            raise wrong(
                "hours", f"“{value}” thiếu giờ kết thúc. Viết always, unknown, hoặc nhóm weekly: với opens và closes."
            )
        raise wrong(
            "hours", f"“{value[:40]}” không dùng được. Viết always, unknown, hoặc nhóm weekly: với opens và closes."
        )
    return value


Hours = Annotated[Literal["always", "unknown"] | WeeklyHours, BeforeValidator(_hours)]
ChannelKind = Literal["call", "sms", "zalo", "app", "web"]
DIALED_KINDS = ("call", "sms", "zalo")


class Channel(Part):
    """One way to reach a line or a place, with its own value, hours and cost."""

    channel: ChannelKind = Field(
        alias="kind",
        title="kênh",
        description="call: gọi; sms: nhắn tin; zalo: Zalo; app: ứng dụng; web: trang trên mạng.",
    )
    value: Annotated[Annotated[str, _text(300)], LookFirst()] = Field(
        title="số hoặc tên",
        description='Số điện thoại trong nháy kép, ví dụ "111"; với app và web là tên hoặc địa chỉ.',
    )
    hours: Annotated[Hours, LookFirst()] = Field(
        "unknown", title="giờ trực", description="always: ngày đêm; unknown: nguồn không nói; hoặc weekly:."
    )
    cost: Annotated[Literal["free", "standard", "unknown"], LookFirst()] = Field(
        "unknown",
        title="tiền cước",
        description="free: không mất; standard: như cuộc gọi thường; unknown: nguồn không nói.",
    )
    seen_of_you: Line | None = Field(
        None, title="người nhận thấy gì", description="Người nhận thấy gì ở người gọi: số, tên, ảnh, danh tính."
    )
    note: Line | None = Field(
        None, title="ghi chú", description="Câu ghi thêm về kênh này, ví dụ ai cho biết giờ trực."
    )

    @model_validator(mode="after")
    def _phone_or_address(self) -> Self:
        judge = _phone if self.channel in DIALED_KINDS else _url if self.channel == "web" else None
        try:
            if judge:
                judge(self.value)
        except PydanticCustomError as error:
            raise wrong(error.type, str(error), at="value") from None
        return self


def _dialed(channels: tuple[Channel, ...]) -> tuple[Channel, ...]:
    return tuple(channel for channel in channels if channel.channel in DIALED_KINDS)


class Answer(Part):
    """yes, no or unknown, always with the sentence a reader sees."""

    value: Literal["yes", "no", "unknown"] = Field(
        title="có hay không", description="yes: có; no: không; unknown: nguồn không nói."
    )
    say: Line = Field(title="câu nói", description="Câu hiện cho người đọc, nói rõ ai cho biết.")


class FormerNumber(Part):
    """A number that this line had once. Shown as text, never as a link."""

    value: Annotated[Phone, LookFirst()] = Field(
        title="số cũ", description="Số cũ, trong nháy kép; trang không làm liên kết gọi."
    )
    until: Partial | None = Field(None, title="đến", description="Ngày thôi dùng.")
    note: Line | None = Field(None, title="ghi chú", description="Tên cũ, hoặc vì sao đổi.")


class Hotline(Record):
    """A service that answers people, by one or more channels."""

    kind = "hotlines"
    label = "đường dây"
    promise_days = 180
    on_site = Kind(
        "goi-ngay/{id}/", in_index=True, in_calendar=False, in_feed=False, in_json_ld=False,
        form="so-sai", rows="channels", weight=1.5, is_read_in_fear=True,
        called="là số gì, gọi có mất tiền không, gọi thì nói gì hỏi gì, gọi ban đêm được không, ai nghe máy",
    )  # fmt: skip

    purpose: Literal["emergency", "help", "report"] = Field(
        title="để làm gì", description="emergency: khẩn cấp; help: người gọi được giúp; report: người gọi báo tin."
    )
    agency: AgencyId | None = Field(None, title="cơ quan", description="Mã cơ quan trả lời, trong data/agencies/.")
    permanent: Bool = Field(
        False,
        title="số cố định",
        description="true chỉ cho số ngắn quốc gia 111–115: có thể quá hạn, không bao giờ bị rút.",
    )
    for_whom: Line = Field(title="cho ai", description="Ai nên gọi.")
    call_when: Annotated[str, _text(60), Hint(maxLength=60)] | None = Field(
        None, title="gọi khi", description="Vài chữ đứng cạnh số ở trang đầu, ví dụ: Có người ngất, khó thở."
    )
    short: Annotated[str, _wordy, _text(8), Hint(minLength=2, maxLength=8, pattern="^[^0-9]*$")] | None = Field(
        None,
        title="chữ ngắn",
        description="Một hai chữ dưới số ở chân mọi trang, tối đa 8 chữ cái, ví dụ: cấp cứu. Chỉ số ngắn quốc gia cần.",
    )
    answers: Annotated[str, _text(200), _words(15), Hint(maxLength=200)] = Field(
        title="khi bạn gọi", description="Một câu tối đa 15 chữ: ai nghe máy và điều gì được ghi lại."
    )
    does: PointList = Field((), title="làm gì", description="Những việc đường dây này làm.")
    does_not: PointList = Field((), title="không làm gì", description="Những việc đường dây này không làm.")
    steps: PointList = Field((), title="các bước", description="Cách gửi, từng bước, khi không phải là gọi.")
    channels: tuple[Channel, ...] = Field(
        min_length=1, title="kênh", description="Các cách liên lạc, cách chính đứng đầu."
    )
    recorded: Answer = Field(title="có ghi âm không", description="Có lưu, ghi âm cuộc gọi hay không.")
    anonymous: Answer = Field(title="có giấu tên được không", description="Có báo mà không nói tên được không.")
    languages: Line | None = Field(
        None, title="ngôn ngữ", description="Nói được tiếng gì; bỏ trống nếu nguồn không nói."
    )
    area: Line = Field(title="vùng", description="Dùng được ở đâu.")
    formerly: tuple[FormerNumber, ...] = Field((), title="số cũ", description="Các số trước đây của đường dây này.")
    shares_number_with: tuple[HotlineId, ...] = Field(
        (), title="dùng chung số với", description="Mã các đường dây khác cùng đứng ở số này."
    )
    legal_basis: Line | None = Field(
        None, title="căn cứ pháp lý", description="Văn bản lập ra đường dây, nếu nguồn nêu."
    )
    newest_source_on: PastPartial = Field(
        title="nguồn mới nhất",
        description="Ngày của nguồn mới nhất còn thấy đường dây này: 2025-09-21, 2025-09 hoặc 2025.",
    )
    called_on: PastDay | None = Field(None, title="ngày gọi thử", description="Ngày có người gọi thử và được trả lời.")
    recheck: Line | None = Field(
        None,
        title="cần hỏi lại",
        description="Điều cần hỏi lại; đường dây đứng sau, không lên trang đầu cho đến khi gọi thử.",
    )
    review_days: Whole = Field(
        180, ge=1, le=3650, title="hạn đối chiếu", description="Sau bao nhiêu ngày phải đối chiếu lại."
    )

    @model_validator(mode="after")
    def _permanent_is_short(self) -> Self:
        numbers = [c.value for c in self.channels if c.channel == "call"]
        if self.permanent and not (numbers and phones.HELP.issuperset(numbers)):
            message = f"true chỉ dùng cho số ngắn quốc gia {', '.join(sorted(phones.HELP))}."
            raise wrong("choice", message, at="permanent")
        return self

    @property
    def dialed(self) -> tuple[Channel, ...]:
        """The channels with a number."""
        return _dialed(self.channels)


class SupportPlace(Record):
    """Somewhere to go."""

    kind = "places"
    label = "nơi hỗ trợ"
    promise_days = 180
    on_site = Kind(
        "noi-ho-tro/#{id}", in_index=True, in_calendar=False, in_feed=False, in_json_ld=True,
        form="so-sai", rows="channels", weight=1.2, is_read_in_fear=True,
    )  # fmt: skip

    type: Literal[
        "hospital", "methadone", "rehabilitation", "police", "registration", "social", "report", "shelter", "other"
    ] = Field(
        title="loại",
        description=(
            "hospital: bệnh viện, cấp cứu; methadone: điều trị methadone; rehabilitation: cơ sở cai nghiện; police: công an; "
            "registration: nơi đăng ký cai nghiện; social: công tác xã hội; report: nơi nhận tin báo; "
            "shelter: nơi tạm lánh, tham vấn; other: nơi khác."
        ),
    )
    agency: AgencyId | None = Field(None, title="cơ quan", description="Mã cơ quan quản lý.")
    where: Line = Field(title="ở đâu", description="Nơi đóng, chỉ phần đã chắc.")
    places: tuple[CommuneId, ...] = Field((), title="xã, phường", description="Mã xã, phường hôm nay.")
    services: PointList = Field(min_length=1, title="giúp gì", description="Những việc nơi này làm.")
    channels: tuple[Channel, ...] = Field(
        (), title="kênh", description="Các cách liên lạc với nơi này, cách chính đứng đầu; số viết như ở đường dây."
    )
    website: Url | None = Field(None, title="trang", description="Trang chính thức.")
    newest_source_on: PastPartial | None = Field(None, title="nguồn mới nhất", description="Ngày của nguồn mới nhất.")
    standing: Standing = Field(
        "confirmed",
        title="tình trạng",
        description="confirmed: nguồn xác nhận; unverified: chưa kiểm tra được; ended: không còn.",
    )
    standing_note: Line | None = Field(None, title="tình trạng, bằng lời", description="Câu nói rõ tình trạng.")

    @model_validator(mode="after")
    def _is_there_to_answer(self) -> Self:
        if self.standing == "ended" and self.dialed:
            raise wrong("choice", "nơi đã thôi hoạt động thì không còn số để gọi. Xóa channels:.", at="channels")
        return self

    @property
    def dialed(self) -> tuple[Channel, ...]:
        """The channels with a number."""
        return _dialed(self.channels)


# --- campaigns, programs, plans --------------------------------------------------------------------------------------


class Recurrence(Part):
    """The same days each year (RFC 5545, FREQ=YEARLY)."""

    starts: MonthDay = Field(title="từ", description='Tháng-ngày, trong nháy kép: "06-01".')
    ends: MonthDay = Field(title="đến", description='Tháng-ngày cuối, tính cả ngày đó: "06-30".')


class Campaign(Record):
    """A call to everyone, between two days."""

    kind = "campaigns"
    label = "chiến dịch"
    on_site = Kind(
        "chien-dich/{id}/", in_index=True, in_calendar=True, in_feed=True, in_json_ld=True,
        form="chien-dich-moi", called="chiến dịch, chủ đề khẩu hiệu, hoạt động ở đâu ngày nào", is_said_short=True,
    )  # fmt: skip

    level: Literal["national", "province", "commune"] = Field(
        title="cấp", description="national: cả nước; province: tỉnh; commune: xã, phường."
    )
    starts_on: Partial | None = Field(None, title="từ ngày", description="Ngày đầu.")
    ends_on: Partial | None = Field(None, title="đến ngày", description="Ngày cuối, tính cả ngày đó.")
    recurs: Recurrence | None = Field(
        None, title="hằng năm", description="Nếu năm nào cũng có: từ ngày nào đến ngày nào."
    )
    part_of: CampaignId | None = Field(None, title="thuộc", description="Mã chiến dịch lớn hơn hoặc hằng năm.")
    year: Year | None = Field(None, title="năm", description="Năm, khi chưa rõ ngày.")
    theme: Text | None = Field(None, title="chủ đề", description="Chủ đề như văn bản ghi.")
    document: DocumentId | None = Field(None, title="văn bản", description="Mã văn bản phát động.")
    legal_basis: Text | None = Field(None, title="căn cứ", description="Căn cứ bằng lời, khi chưa có mục văn bản.")
    where: Line | None = Field(None, title="ở đâu", description="Nơi diễn ra, bằng lời; tên cũ thì thêm “(cũ)”.")
    places: tuple[CommuneId, ...] = Field((), title="xã, phường", description="Mã các xã, phường hôm nay.")
    run_by: Text | None = Field(None, title="ai làm", description="Ai tổ chức.")
    summary: Text | None = Field(None, title="tóm tắt", description="Một, hai câu.")
    activities: PointList = Field((), title="hoạt động", description="Những việc đã hoặc sẽ làm.")
    results: tuple[ResultId, ...] = Field((), title="kết quả", description="Mã các kết quả đã công bố.")
    standing: Standing = Field(
        "confirmed",
        title="tình trạng",
        description="confirmed: nguồn xác nhận; unverified: chưa kiểm tra được; ended: không còn.",
    )


class Program(Record):
    """A model program that others may copy."""

    kind = "programs"
    label = "mô hình"
    promise_days = 365
    on_site = Kind(
        "mo-hinh/{id}/", in_index=True, in_calendar=False, in_feed=False, in_json_ld=False,
        form="mo-hinh-moi", called="mô hình, làm thế nào, hiệu quả ra sao, tham khảo, học theo, tiêu chí công nhận", is_said_short=True,
    )  # fmt: skip

    summary: Text = Field(title="tóm tắt", description="Hai, ba câu: mô hình này là gì.")
    where: Text = Field(title="ở đâu", description="Nơi làm, bằng lời; tên cũ thì thêm “(cũ)”.")
    places: tuple[CommuneId, ...] = Field((), title="xã, phường", description="Mã các xã, phường hôm nay.")
    run_by: Text = Field(title="ai làm", description="Ai chủ trì, ai phối hợp.")
    since: Partial | None = Field(None, title="từ khi nào", description="Ngày, tháng hoặc năm bắt đầu.")
    ends_on: Partial | None = Field(None, title="đến khi nào", description="Ngày, tháng hoặc năm kết thúc.")
    period: Line | None = Field(None, title="giai đoạn", description="Giai đoạn, bằng lời.")
    criteria: PointList = Field((), title="tiêu chí", description="Thế nào là đạt.")
    steps: PointList = Field((), title="các bước", description="Đã làm thế nào, từng bước.")
    outcomes: PointList = Field((), title="được gì", description="Điều nguồn kể lại về kết quả, bằng lời.")
    results: tuple[ResultId, ...] = Field((), title="kết quả", description="Mã các con số đã công bố.")
    to_copy: PointList = Field(
        (), title="muốn làm theo", description="Xã khác cần gì; ý nào của người viết thì basis: editorial."
    )
    related: PointList = Field((), title="liên quan", description="Mô hình, việc tương tự ở nơi khác.")
    standing: Standing = Field(
        title="tình trạng", description="confirmed: đang làm; unverified: chưa rõ; ended: đã xong."
    )
    succeeded_by: ProgramId | None = Field(None, title="tiếp theo là", description="Mã mô hình nối tiếp.")


class Goal(Part):
    """Something wanted, in words."""

    id: Id = Field(title="mã", description="Mã của mục tiêu trong kế hoạch này.")
    text: Text = Field(title="mục tiêu", description="Mục tiêu, bằng lời.")
    year: Year | None = Field(None, title="năm", description="Năm phải đạt, nếu có.")
    sources: tuple[SourceId, ...] = Field((), title="nguồn", description="Nguồn riêng, nếu khác nguồn của kế hoạch.")
    note: Line | None = Field(None, title="ghi chú", description="Câu ghi thêm.")


class Task(Part):
    """Work with a lead agency."""

    id: Id = Field(title="mã", description="Mã của nhiệm vụ trong kế hoạch này.")
    order: Whole = Field(title="thứ tự", description="Số thứ tự trong kế hoạch.")
    name: Line = Field(title="nhiệm vụ", description="Tên nhiệm vụ.")
    text: Text | None = Field(None, title="nội dung", description="Nội dung, bằng lời của mình.")
    lead: AgencyId | None = Field(
        None, title="chủ trì", description="Mã cơ quan chủ trì; bỏ trống nếu nguồn không nêu."
    )
    deadline: Partial | None = Field(None, title="hạn", description="Hạn xong, nếu nguồn nêu.")
    documents: tuple[DocumentId, ...] = Field((), title="văn bản", description="Mã các văn bản liên quan.")
    programs: tuple[ProgramId, ...] = Field((), title="mô hình", description="Mã các mô hình liên quan.")
    sources: tuple[SourceId, ...] = Field((), title="nguồn", description="Nguồn riêng, nếu khác nguồn của kế hoạch.")
    note: Line | None = Field(None, title="ghi chú", description="Câu ghi thêm.")


class Responsibility(Part):
    """What one body answers for in a plan."""

    agency: AgencyId | None = Field(None, title="cơ quan", description="Mã cơ quan.")
    who: Line = Field(title="ai", description="Tên như kế hoạch ghi; cơ quan đã thôi hoạt động thì thêm “(cũ)”.")
    role: Text = Field(title="việc", description="Việc được giao.")
    note: Line | None = Field(None, title="ghi chú", description="Câu ghi thêm.")


class Near(Part):
    """A result that a reader may take for a target's own, and why it is not."""

    result: ResultId = Field(title="kết quả", description="Mã con số gần với chỉ tiêu, trong data/results/.")
    why: Line = Field(
        title="vì sao không ghép được",
        description="Một câu: khác ngày, khác nơi, khác cách đếm. Chỉ nói điều nguồn hoặc ghi chú đã nói.",
    )


class Target(Part):
    """Something wanted with a number and a year."""

    id: Id = Field(title="mã", description="Mã của chỉ tiêu trong kế hoạch này.")
    year: Annotated[Year, LookFirst()] = Field(title="năm", description="Năm phải đạt.")
    ends_on: Annotated[Partial | None, LookFirst()] = Field(
        None, title="hạn", description="Ngày cuối phải đạt, khi kế hoạch nêu; bỏ trống thì hạn là 31/12 của năm."
    )
    text: Text = Field(title="chỉ tiêu", description="Chỉ tiêu như kế hoạch hứa, bằng lời.")
    value: Annotated[Amount | None, LookFirst()] = Field(None, title="con số", description="Con số, viết liền: 30.")
    at_least: Bool = Field(False, title="ít nhất", description="true nếu là “ít nhất”.")
    more_than: Bool = Field(False, title="trên", description="true nếu là “trên”, “hơn”: phải vượt con số.")
    unit: Unit | None = Field(None, title="đơn vị", description="Đơn vị: %, xã, người…")
    of: Line | None = Field(None, title="của cái gì", description="Con số đếm cái gì, trong tổng nào.")
    measure: Id | None = Field(
        None, title="cùng thước đo", description="Chỉ tiêu cùng mã thước đo được đặt cạnh nhau qua các năm."
    )
    results: tuple[ResultId, ...] = Field(
        (), title="kết quả", description="Mã các kết quả đã công bố cho chỉ tiêu này."
    )
    near: tuple[Near, ...] = Field(
        (), title="số gần", description="Những con số gần với chỉ tiêu mà không ghép được, mỗi số một câu vì sao."
    )
    document: DocumentId | None = Field(
        None, title="văn bản", description="Văn bản đặt ra chỉ tiêu, nếu khác kế hoạch này."
    )
    sources: tuple[SourceId, ...] = Field((), title="nguồn", description="Nguồn riêng, nếu khác nguồn của kế hoạch.")
    note: Line | None = Field(None, title="ghi chú", description="Câu ghi thêm.")

    @property
    def bound(self) -> str:
        """The word before the number, with its space: “trên ”, “ít nhất ” or nothing."""
        return "trên " if self.more_than else "ít nhất " if self.at_least else ""


class Plan(Record):
    """One approved document with goals."""

    kind = "plans"
    label = "kế hoạch"
    promise_days = 365
    on_site = Kind(
        "ke-hoach/{id}/", in_index=True, in_calendar=True, in_feed=False, in_json_ld=False, rows="targets",
        called="mục tiêu chỉ tiêu, kinh phí, vốn bao nhiêu, nội dung toàn văn", is_said_short=True,
    )  # fmt: skip

    document: DocumentId = Field(title="văn bản", description="Mã văn bản của kế hoạch, trong data/documents/.")
    level: Literal["national", "province"] = Field(title="cấp", description="national: cả nước; province: tỉnh.")
    starts_on: Partial = Field(title="từ", description="Năm hoặc ngày bắt đầu.")
    ends_on: Partial | None = Field(
        None, title="đến", description="Năm hoặc ngày kết thúc; bỏ trống nếu nguồn không nêu."
    )
    summary: Text = Field(title="tóm tắt", description="Hai, ba câu: kế hoạch này là gì.")
    goals: tuple[Goal, ...] = Field((), title="mục tiêu", description="Điều muốn đạt, bằng lời.")
    tasks: tuple[Task, ...] = Field((), title="nhiệm vụ", description="Việc phải làm, ai chủ trì.")
    responsibilities: tuple[Responsibility, ...] = Field((), title="phân công", description="Ai lo việc gì.")
    targets: tuple[Target, ...] = Field((), title="chỉ tiêu", description="Điều hứa bằng con số và năm.")
    succeeded_by: PlanId | None = Field(None, title="tiếp theo là", description="Mã kế hoạch nối tiếp.")


# --- figures, gaps, changes ------------------------------------------------------------------------------------------


RESULT_TOPICS = Literal["places", "people", "treatment", "medicine", "cases", "border", "elsewhere"]


class Result(Record):
    """One published figure as of a day."""

    kind = "results"
    label = "kết quả"
    on_site = Kind(
        "so-lieu/#{id}", in_index=False, in_calendar=False, in_feed=False, in_json_ld=False,
        weight=0.45, called="số liệu",
    )  # fmt: skip

    topic: RESULT_TOPICS | None = Field(
        None,
        title="chuyện gì",
        description="places: xã, phường; people: người nghiện; treatment: cai nghiện; medicine: methadone, HIV; "
        "cases: vụ án; border: biên giới; elsewhere: cả nước, tỉnh khác.",
    )
    as_of: PastPartial = Field(title="ngày chốt", description="Ngày chốt số liệu: 2025-06-30, 2025-06 hoặc 2025.")
    as_of_note: Line | None = Field(None, title="ngày chốt, bằng lời", description="Khi nguồn chỉ nói bằng lời.")
    value: Annotated[Amount, LookFirst()] = Field(title="con số", description="Một con số duy nhất, viết liền: 4412.")
    roughly: Literal["hơn", "gần", "khoảng"] | None = Field(
        None, title="chữ đứng trước", description="hơn, gần hoặc khoảng, khi nguồn viết như vậy trước con số."
    )
    out_of: Annotated[Amount | None, LookFirst()] = Field(
        None, title="trong tổng số", description="Tổng, nếu là “281 trên 412”."
    )
    unit: Unit = Field(title="đơn vị", description="xã, người, vụ, %…")
    of: Line = Field(title="đếm cái gì", description="Con số này đếm cái gì.")
    scope: Line = Field(title="phạm vi", description="Ở đâu: toàn tỉnh, 27 xã biên giới (cũ)…")
    basis_of_count: Line = Field(
        title="cách tính", description="Đếm theo đơn vị nào, tiêu chí nào; không biết thì viết “không rõ”."
    )
    joined_with: tuple[ResultId, ...] = Field(
        (), title="ghép chung với", description="Chỉ ghép các con số cùng phạm vi và cùng cách tính đã biết."
    )
    places: tuple[CommuneId, ...] = Field((), title="xã, phường", description="Mã các xã, phường hôm nay.")
    programs: tuple[ProgramId, ...] = Field((), title="mô hình", description="Mã các mô hình liên quan.")


class Version(Part):
    """One side of a contradiction."""

    text: Text = Field(title="nguồn nói", description="Điều nguồn này nói.")
    sources: tuple[SourceId, ...] = Field(min_length=1, title="nguồn", description="Mã nguồn nói như vậy.")


class Contradiction(Record):
    """Sources that disagree: both sides, which is used and why."""

    kind = "contradictions"
    label = "chỗ các nguồn nói khác nhau"
    on_site = Kind(
        "so-lieu/#{id}", in_index=False, in_calendar=False, in_feed=False, in_json_ld=False,
        rows="versions", weight=0.6,
    )  # fmt: skip

    versions: tuple[Version, ...] = Field(min_length=1, title="các bên", description="Mỗi nguồn nói gì.")
    used: Text = Field(title="dùng bên nào", description="Trang này dùng bên nào và vì sao.")
    about: tuple[RecordKey, ...] = Field(
        (), title="về", description="Các mục liên quan, viết loại/mã: results/so-xa-2025."
    )


TOPICS = Literal["health", "lines", "law", "treatment", "plans"]


def _old_words(value: Any) -> Any:
    """Two words stand in many a sentence that says something else."""
    if isinstance(value, str) and len(value.split()) < 3:
        raise wrong("words", "ngắn quá, nhiều câu khác cũng có. Viết ít nhất ba chữ.")
    return value


class Gap(Record):
    """Something sought and not found: what, where, until when; once it is found, what answers it."""

    kind = "gaps"
    label = "điều chưa tìm thấy"
    promise_days = 365
    needs_sources = False
    on_site = Kind(
        "gioi-thieu/dang-tim/#{id}", in_index=False, in_calendar=False, in_feed=False, in_json_ld=False,
        form="da-tim-thay", weight=0.4, called="chưa tìm thấy",
    )  # fmt: skip

    name: Line = Field(
        title="điều đã tìm", description="Viết thường, đọc được sau “chúng tôi chưa tìm thấy”, không có dấu chấm cuối."
    )
    topic: TOPICS = Field(
        title="chuyện gì",
        description="health: sức khỏe; lines: người để gọi; law: luật; treatment: cai nghiện; plans: kế hoạch, số liệu.",
    )
    sought_in: Line = Field(title="tìm ở đâu", description="Đã tìm ở những nơi nào, viết thường.")
    ask: Line | None = Field(None, title="hỏi ai", description="Nơi có thể trả lời.")
    asked_on: PastDay | None = Field(None, title="ngày hỏi", description="Ngày đã hỏi nơi đó; bỏ trống nếu chưa hỏi.")
    wordings: tuple[Annotated[Line, BeforeValidator(_old_words)], ...] = Field(
        (),
        title="các cách nói",
        description="Những câu, đoạn câu nói rằng điều này chưa thấy. Tìm thấy rồi mà còn câu nào như vậy thì máy báo.",
    )
    answered_by: RecordKey | None = Field(
        None,
        title="câu trả lời ở",
        description="Khi đã thấy: mục trả lời, viết loại/mã, ví dụ documents/nghi-dinh-moi.",
    )
    answered_on: PastDay | None = Field(None, title="ngày thấy", description="Ngày bạn đọc thấy câu trả lời.")

    @model_validator(mode="after")
    def _answered_by_something_some_day(self) -> Self:
        if (self.answered_by is None) != (self.answered_on is None):
            have, lack = ("answered_by", "answered_on") if self.answered_by else ("answered_on", "answered_by")
            title = type(self).model_fields[lack].title
            raise wrong("missing-field", f"thiếu trường “{lack}” ({title}) đi cùng.", at=have)
        return self


class Change(Record):
    """What changed on the site, when and why."""

    kind = "changes"
    label = "thay đổi"
    needs_sources = False
    on_site = Kind("cap-nhat/#{id}", in_index=False, in_calendar=False, in_feed=True, in_json_ld=False)

    changed_on: PastDay = Field(title="ngày đổi", description="Ngày thay đổi trên trang.")
    what: Text = Field(title="đổi gì", description="Điều đổi, bằng một, hai câu.")
    why: Text = Field(title="vì sao", description="Vì sao đổi.")
    about: tuple[RecordKey, ...] = Field(
        (), title="về", description="Các mục liên quan, viết loại/mã: hotlines/tre-em."
    )


# --- communes, one table -------------------------------------------------------------------------------------------


class Table(Part):
    """What every table has: its name, which is its file's, and what editors call it."""

    kind: ClassVar[str] = ""
    label: ClassVar[str] = ""


_OLD_PROVINCE = "Tỉnh, thành phố trước khi sáp nhập: Tỉnh Quảng Bình. Tỉnh không sáp nhập thì bỏ trống."


class FormerUnit(Part):
    """A unit of before, all or a part of which went into today's."""

    name: Annotated[Name, _unit_of(units.COMMUNE_KINDS)] = Field(
        title="tên cũ", description="Tên cũ, có Xã, Phường hoặc Thị trấn."
    )
    code: Code = Field(title="mã cũ", description="Mã đơn vị cũ, 5 chữ số, trong nháy kép.")
    district: DistrictName = Field(title="huyện cũ", description="Huyện, quận, thị xã, thành phố cũ.")
    province: ProvinceName | None = Field(None, title="tỉnh cũ", description=_OLD_PROVINCE)
    part: Bool = Field(False, title="một phần", description="true nếu chỉ một phần vào đơn vị này.")
    border: Bool = Field(False, title="xã biên giới cũ", description="true nếu trước đây là xã biên giới.")

    @property
    def of(self) -> units.District:
        """The district that it was in."""
        return units.District(*units.parted(self.district, units.DISTRICT_KINDS), self.province or "")


class Commune(Part):
    """One of today's units, with the former units that went into it."""

    kind: ClassVar[str] = "communes"
    label: ClassVar[str] = "xã, phường"
    on_site: ClassVar[Kind] = Kind(
        "xa-phuong/{id}/", in_index=True, in_calendar=False, in_feed=False, in_json_ld=True,
        rows="former", has_files=False,
        called="công an xã, trạm y tế, số điện thoại, sáp nhập từ những xã nào, xã trọng điểm, cai nghiện ở xã, ủy ban nhân dân, trụ sở ở đâu",
    )  # fmt: skip

    id: Id = Field(title="mã trang", description="Tên không dấu, là địa chỉ trang của xã, phường.")
    code: Code = Field(title="mã", description="Mã đơn vị hành chính, 5 chữ số, trong nháy kép.")
    type: Literal["xã", "phường", "đặc khu"] = Field(title="loại", description="xã, phường hoặc đặc khu.")
    name: Annotated[Name, _bare_of(units.TODAY_KINDS)] = Field(
        title="tên", description="Tên hôm nay, không có chữ Xã, Phường, Đặc khu."
    )
    border: Bool = Field(False, title="biên giới", description="true nếu giáp biên giới.")
    district: DistrictName | None = Field(
        None, title="huyện cũ", description="Chỉ khi huyện đảo cũ không có xã nào: Huyện Cồn Cỏ."
    )
    province: ProvinceName | None = Field(None, title="tỉnh cũ", description="Tỉnh của huyện đảo cũ ấy.")
    former: tuple[FormerUnit, ...] = Field(
        title="đơn vị cũ", description="Các đơn vị cũ vào đơn vị này; chỉ đặc khu mới có thể viết []: không có."
    )

    @model_validator(mode="after")
    def _was_something(self) -> Self:
        if not self.former and self.type != "đặc khu":
            raise wrong("missing-field", "thiếu trường “former” (đơn vị cũ).")
        if self.former and (self.district or self.province):
            raise wrong("table", "chỉ viết district, province ở đây khi không có đơn vị cũ nào.", at="former")
        return self

    @property
    def districts(self) -> tuple[units.District, ...]:
        """The districts of before that it was in, each once, as the table names them."""
        if self.district:
            parts = units.parted(self.district, units.DISTRICT_KINDS)
            return (units.District(*parts, self.province or ""),)
        return tuple(dict.fromkeys(unit.of for unit in self.former))

    @property
    def full_name(self) -> str:
        """The name with its type, as spoken: Xã Mỹ Lý."""
        return f"{self.type.capitalize()} {self.name}"

    @property
    def is_kept_whole(self) -> bool:
        """True when the unit went on as it was: one unit of before, all of it, by the same name."""
        return [(unit.name, unit.part) for unit in self.former] == [(self.full_name, False)]


class CommuneTable(Table):
    """data/communes.yml: an official table, changed by law only."""

    kind = "communes"
    label = "bảng xã, phường"

    effective_on: Day = Field(title="có hiệu lực từ", description="Ngày bảng này có hiệu lực.")
    verified_on: Day | None = Field(
        None, title="ngày đối chiếu", description="Ngày đối chiếu bảng với nguồn; chưa ai đối chiếu thì bỏ dòng này."
    )
    sources: tuple[SourceId, ...] = Field(min_length=1, title="nguồn", description="Mã nguồn của bảng.")
    border_sources: tuple[SourceId, ...] = Field(
        (), title="nguồn về biên giới", description="Mã nguồn về các xã biên giới."
    )
    outlines_from: Text | None = Field(
        None,
        title="hình lấy từ",
        description="Hình trong communes.topojson lấy từ đâu, giấy phép gì; hiện dưới bản đồ.",
    )
    note: Text | None = Field(None, title="ghi chú", description="Ghi chú hiện cho người đọc.")
    communes: tuple[Commune, ...] = Field(min_length=1, title="xã, phường", description="Các đơn vị hôm nay.")

    @cached_property
    def spread(self) -> Counter[units.District]:
        """Of each district of before, how many of today's units it went into."""
        return Counter(district for commune in self.communes for district in commune.districts)

    @cached_property
    def _twice(self) -> frozenset[str]:
        counted = Counter(district.full_name for district in self.spread)
        return frozenset(name for name, times in counted.items() if times > 1)

    def spoken(self, district: units.District) -> str:
        """A district's name with its kind; with its province too, when another district had the same."""
        is_one_of_two = district.full_name in self._twice and district.province
        return district.full_name + (f", {units.bare_province(district.province)}" if is_one_of_two else "")

    @cached_property
    def old_provinces(self) -> tuple[str, ...]:
        """The provinces of before that the units were in, as the table names them: Tỉnh Quảng Bình, …"""
        named = (district.province for commune in self.communes for district in commune.districts)
        return tuple(dict.fromkeys(filter(None, named)))

    @cached_property
    def kinds(self) -> str:
        """The kinds of today's units in words: “xã, phường”, and “đặc khu” where there is one."""
        is_special = any(commune.type == "đặc khu" for commune in self.communes)
        return "xã, phường" + (", đặc khu" if is_special else "")

    @cached_property
    def lone_parts(self) -> frozenset[str]:
        """Codes of former units of which a part is in one unit of today and the rest in none: nobody says where it went."""
        ends = Counter(unit.code for commune in self.communes for unit in commune.former)
        parts = {unit.code for commune in self.communes for unit in commune.former if unit.part}
        return frozenset(code for code in parts if ends[code] == 1)


class ProvinceTable(Table):
    """data/province.yml: whose site this is. What bears the code of another province is told."""

    kind = "province"
    label = "tỉnh, thành phố của trang này"

    code: ProvinceCode = Field(title="mã", description="Mã tỉnh, thành phố, 2 chữ số, trong nháy kép.")
    type: Literal["tỉnh", "thành phố"] = Field(title="loại", description="tỉnh hoặc thành phố.")
    name: Annotated[Name, _bare_of(units.PROVINCE_KINDS)] = Field(
        title="tên", description="Tên hôm nay, không có chữ Tỉnh, Thành phố."
    )
    formerly: tuple[ProvinceName, ...] = Field(
        (), title="trước khi sáp nhập", description="Các tỉnh, thành phố đã nhập thành: Tỉnh Quảng Bình."
    )
    border: tuple[Name, ...] = Field((), title="giáp", description="Các nước có chung biên giới trên đất liền.")

    @property
    def full_name(self) -> str:
        """The name with its kind, as a title: Tỉnh Sông Mẫu."""
        return f"{self.type.capitalize()} {self.name}"

    @property
    def spoken(self) -> str:
        """The same within a sentence: tỉnh Sông Mẫu."""
        return f"{self.type} {self.name}"


# --- the table of old addresses ------------------------------------------------------------------------------------


def _site_address(code: str) -> BeforeValidator:
    """A site-relative address, told by `code` when it cannot be one."""
    form = r"([a-z0-9]+(-[a-z0-9]+)*/)+(#[a-z0-9]+(-[a-z0-9]+)*)?"

    def judge(value: Any) -> Any:
        if isinstance(value, str) and not re.fullmatch(form, value):
            raise wrong(code, f"“{value[:60]}” chưa đúng mẫu. Viết như goi-ngay/tre-em/ hoặc nguon/#ma-nguon.")
        return value

    return BeforeValidator(judge)


_ADDRESS_HINT = Hint(pattern="^([a-z0-9-]+/)+(#[a-z0-9-]+)?$", maxLength=200)
Address = Annotated[str, _site_address("moved"), _ADDRESS_HINT]


class Move(Part):
    """One address of before and where it leads today, both site-relative."""

    old: Address = Field(
        alias="from", title="địa chỉ cũ", description="Địa chỉ không còn dùng: goi-ngay/ten-cu/ hoặc nguon/#ma-cu."
    )
    new: Address = Field(
        alias="to", title="địa chỉ mới", description="Nơi dẫn tới hôm nay: goi-ngay/tre-em/, hoặc danh sách nguon/."
    )
    moved_on: Day = Field(title="ngày dời", description="Ngày địa chỉ cũ thôi dùng.")
    because: Line | None = Field(None, title="vì sao", description="Vì sao dời hoặc bỏ.")


class Word(Part):
    """A word that the site does not say, and what it says instead."""

    word: Annotated[str, _text(60)] = Field(title="không nói", description="Từ không dùng, viết thường.")
    say: Line = Field(title="nói thế này", description="Nên viết thế nào.")


class NationalTable(Table):
    """A table of the nation's layer; a province's file of the same name takes its place whole, and says which state of it was read."""

    covers: Line | None = Field(
        None,
        title="che bản",
        description="Mười hai chữ số mà make check đưa, của bảng cùng tên trong data/national/ mà bảng này thay cả bảng.",
    )


class WordTable(NationalTable):
    """data/words.yml: how the site speaks."""

    kind = "words"
    label = "từ không dùng"

    known: tuple[Annotated[str, _text(20)], ...] = Field(
        (), title="chữ tắt ai cũng hiểu", description="Chữ viết tắt không cần giải thích trên từng trang."
    )
    words: tuple[Word, ...] = Field((), title="từ không dùng", description="Mỗi dòng một từ và cách nói thay.")


class MovedTable(Table):
    """data/moved.yml: an address that was ever public leads somewhere for good."""

    kind = "moved"
    label = "địa chỉ cũ"

    moved: tuple[Move, ...] = Field((), title="địa chỉ cũ", description="Mỗi dòng một địa chỉ đã dời hoặc đã bỏ.")


# --- the two tables of the search ----------------------------------------------------------------------------------


def _phrase(value: Any) -> Any:
    """What someone types: words in letters or digits, so that there is something to match."""
    if isinstance(value, str) and not any(letter.isalnum() for letter in value) and value.strip():
        raise wrong("search", f"“{value[:40]}” không có chữ hay số nào.")
    return value


def _syllable(value: Any) -> Any:
    if isinstance(value, str) and len(re.findall(r"\w+", value)) > 1:
        raise wrong("search", f"“{value[:40]}” có hơn một tiếng. Chuyển lên words.")
    return value


Phrase = Annotated[str, _text(60, shortest=1), BeforeValidator(_phrase), Hint(minLength=1, maxLength=60)]
Syllable = Annotated[
    str, _text(20, shortest=1), BeforeValidator(_phrase), BeforeValidator(_syllable), Hint(minLength=1, maxLength=20)
]
Pattern = Annotated[str, _text(300, shortest=1), BeforeValidator(_phrase), Hint(minLength=1, maxLength=300)]
_ALONE = "Chữ một tiếng, chỉ hiểu như vậy khi gõ đúng chữ ấy, không kèm chữ nào khác."


class SynonymGroup(Part):
    """Ways to say one thing; the first is what the pages say."""

    words: tuple[Phrase, ...] = Field(
        min_length=1, title="cách nói", description="Những cách nói ngang nhau; cách nói trên trang đặt đầu tiên."
    )
    alone: tuple[Syllable, ...] = Field((), title="đứng một mình", description=_ALONE)


class SynonymTable(NationalTable):
    """data/synonyms.yml: what means the same to someone who searches, and what a question can do without."""

    kind = "synonyms"
    label = "từ cùng nghĩa"

    groups: tuple[SynonymGroup, ...] = Field((), title="nhóm", description="Mỗi nhóm là những cách nói ngang nhau.")
    ignore: tuple[Phrase, ...] = Field(
        (), title="bỏ qua", description="Lời mở đầu, lời hỏi; bỏ đi khi tìm, nếu còn chữ khác."
    )


def _set_name(value: Any) -> Any:
    if isinstance(value, str) and not (value.isalpha() and value.isupper()):
        raise wrong("search", f"“{value[:40]}” không phải một chữ viết hoa. Viết như ĐÁNH.")
    return value


SetName = Annotated[str, _text(20, shortest=2), BeforeValidator(_set_name), Hint(minLength=2, maxLength=20)]


class WordSet(Part):
    """Words that patterns name at once."""

    name: SetName = Field(title="tên nhóm", description="Một chữ viết hoa, dùng trong patterns: ĐÁNH.")
    words: tuple[Phrase, ...] = Field(min_length=1, title="chữ", description="Chữ nào trong nhóm cũng được.")


class Shortened(Part):
    """How people shorten words when they type."""

    typed: Syllable = Field(title="gõ tắt", description="Chữ gõ tắt, không dấu.")
    means: tuple[Syllable, ...] = Field(min_length=1, title="nghĩa", description="Một hay vài chữ có thể hiểu.")


class Telling(Part):
    """Words of who writes, studies or judges about a thing, and is not in it."""

    words: tuple[Phrase, ...] = Field(
        min_length=1, title="chữ", description="Chữ của bài báo, bài văn, câu hỏi luật, lớp tập huấn."
    )
    unless: tuple[Phrase | SetName, ...] = Field(
        (),
        title="trừ khi",
        description="Chữ của người đang gặp chuyện, hoặc tên nhóm trong sets; có một chữ ấy thì vẫn ghim.",
    )
    others: tuple[Phrase, ...] = Field(
        (), title="người khác", description="Cụm trùng chữ với unless mà không chỉ người đang gõ: trẻ em."
    )
    level: Literal["weak", "always"] | None = Field(
        None, title="bớt tới đâu", description="weak: chỉ bớt ghim weak; always: bớt cả ghim always."
    )


class SearchPin(Part):
    """What stands above all results when someone types one of these."""

    words: tuple[Phrase, ...] = Field(
        min_length=1, title="khi gõ", description="Gõ không dấu cũng được; chữ một tiếng thì phải đúng dấu."
    )
    alone: tuple[Syllable, ...] = Field((), title="đứng một mình", description=_ALONE)
    patterns: tuple[Pattern, ...] = Field(
        (),
        title="mẫu câu",
        description="Các phần theo thứ tự; dấu … là tối đa bốn chữ bất kỳ; dấu + là phần sau đứng đâu cũng được; chữ hoa là nhóm trong sets.",
    )
    page: Annotated[str, _site_address("search"), _ADDRESS_HINT] | None = Field(
        None,
        title="trang",
        description="Địa chỉ trang, hiện trước các số: khong-chiu-noi/.",
    )
    then: Annotated[str, _site_address("search"), _ADDRESS_HINT] | None = Field(
        None, title="rồi trang", description="Địa chỉ trang, hiện sau các số, khi gọi gấp hơn đọc."
    )
    hotlines: tuple[HotlineId, ...] = Field((), title="đường dây", description="Mã các đường dây, theo thứ tự hiện ra.")
    level: Literal["weak", "always"] | None = Field(
        None,
        title="chắc tới đâu",
        description="weak: chỉ khi câu có chữ của present; always: ghim cả khi câu có chữ của about.",
    )

    @model_validator(mode="after")
    def _shows_something(self) -> Self:
        if not self.page and not self.hotlines and not self.then:
            raise wrong("search", "không hiện gì cả. Thêm page: hoặc hotlines:.", at="words")
        return self


class PinTable(NationalTable):
    """data/pins.yml: numbers and pages that stand above all results, whatever the ranking says."""

    kind = "pins"
    label = "số ghim khi tìm"

    nothing_found: tuple[HotlineId, ...] = Field(
        (), title="khi không thấy", description="Mã các đường dây hiện khi không tìm thấy trang nào."
    )
    sets: tuple[WordSet, ...] = Field((), title="nhóm chữ", description="Những chữ mà mẫu câu gọi bằng một tên.")
    present: tuple[Phrase | SetName, ...] = Field(
        (),
        title="có người trong chuyện",
        description="Chữ chỉ người, chữ cầu cứu, hoặc tên nhóm trong sets. Câu dài hơn năm chữ mà không có chữ nào thì words của ghim không tính.",
    )
    harmless: tuple[Phrase, ...] = Field(
        (), title="không phải", description="Cụm có chữ trùng với ghim mà nói chuyện khác: đánh giá, bắt đầu."
    )
    about: tuple[Telling, ...] = Field(
        (), title="nói về", description="Câu có chữ này là nói về chuyện, không phải đang gặp chuyện: không ghim."
    )
    short: tuple[Shortened, ...] = Field(
        (), title="gõ tắt", description="Cách gõ tắt hay gặp; chỉ dùng để nhận ra ghim."
    )
    pins: tuple[SearchPin, ...] = Field((), title="ghim", description="Mỗi mục: khi gõ gì thì hiện gì.")


# Tables: one file each, below data/ itself.
TABLE_MODELS: dict[str, type[Table]] = {
    model.kind: model for model in (CommuneTable, MovedTable, PinTable, ProvinceTable, SynonymTable, WordTable)
}


# How files write the fields: who it is first, then what the kind has of its own, then what every record shares, so that
# proof stands together at the end and withdrawing is adding lines there.
_FIRST = ("id", "name")
_LAST = (
    "order", "not_found", "note", "newest_source_on", "sources", "basis", "verified_on", "called_on", "covers", "publish", "because",
    "province",
)  # fmt: skip


def in_file_order(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys of a model as its files write them, in their order; parts of a record keep the order of the model."""
    fields = {name: info.alias or name for name, info in model.model_fields.items()}
    if issubclass(model, Record):
        own = [name for name in fields if name not in (*_FIRST, *_LAST)]
        fields = {name: fields[name] for name in (*_FIRST, *own, *_LAST) if name in fields}
    return tuple(fields.values())
