"""One mistake and its place, told to the person who can mend it; and what every code means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from terminal.log_safe import shown


class Level(StrEnum):
    """How much a problem weighs: an ERROR stops the build, a WARNING is only told."""

    ERROR = "ERROR"
    WARNING = "WARNING"


class Place(NamedTuple):
    """Where something stands: path from the project's root, line and column from 1, in characters."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing an editor must mend: a Vietnamese sentence at its place, and a code from `CODES`."""

    place: Place
    code: str
    message: str
    level: Level = Level.ERROR

    @property
    def stops(self) -> bool:
        """Nothing is built while it stands."""
        return self.level is Level.ERROR

    def __str__(self) -> str:
        return f"{self.level:<6} {self.place}: {shown(self.message)} [{self.code}]"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort by path, line and column, and drop what was told twice."""
    return sorted(set(problems), key=lambda p: (p.place, p.level, p.code, p.message))


# Every code, with what it means and how to mend it, for the editors' guide. A test holds this list against
# tests/awful: no code without its mistake, no mistake without its code.
CODES: dict[str, str] = {
    # reading a file
    "encoding": "Tệp không phải UTF-8. Lưu lại tệp với bảng mã UTF-8.",
    "letters": "Chữ không phải chữ người viết đã thấy: bảng mã cũ (TCVN3, VNI), hoặc đọc sai bảng mã. Đổi sang Unicode rồi dán lại.",
    "local": "Câu của riêng tỉnh lẫn vào bản của cả nước, hoặc không trang nào dùng. Đặt ở docs/local/ và gọi tới, hoặc xóa.",
    "covered": "Tệp của tỉnh thay một tệp của cả nước đã đổi từ lần so trước. Đọc bản ấy, rồi ghi covers: mà máy đưa.",
    "begun": "Câu máy viết sẵn khi lập kho cho một tỉnh, còn chờ người của tỉnh. Viết lại theo tỉnh mình.",
    "conflict": "Còn dấu của hai bản sửa chưa gộp (<<<<<<<, =======, >>>>>>>). Giữ một bản.",
    "too-big": "Tệp quá lớn (hơn 1 MB). Mỗi tệp một mục: tách ra.",
    "file": "Tên tệp, thư mục hoặc liên kết trong data/ hay docs/ không đúng chỗ. Mỗi mục là một tệp data/<loại>/<mã>.yml.",
    "character": "Có ký tự không nhìn thấy, ký tự đổi chiều chữ, hoặc chữ giống chữ Việt nhưng không phải. Xóa rồi gõ lại.",
    "tab": "Lùi dòng bằng phím Tab. Thay bằng dấu cách.",
    "yaml": "Máy không đọc được chỗ này. Thường do thiếu nháy kép, thiếu dấu hai chấm, hoặc lùi dòng lệch.",
    "alias": "Neo (&), bí danh (*) và khóa trộn (<<) không dùng ở đây. Đặt cả câu trong nháy kép.",
    "tag": "Thẻ (!) không dùng ở đây. Đặt cả câu trong nháy kép.",
    "depth": "Các tầng lồng nhau quá sâu. Xem lại chỗ lùi dòng và dấu [ {.",
    "two-documents": "Một tệp chỉ có một mục. Bỏ dòng --- và tách phần sau ra tệp khác.",
    "hash": "Dấu # làm phần sau bị coi là ghi chú. Đặt cả câu trong nháy kép.",
    "duplicate-key": "Một trường viết hai lần. Giữ lại một.",
    "key": "Tên trường không phải chữ. Viết mỗi dòng một trường, “tên: giá trị”.",
    # one record
    "record": "Tệp chưa phải một mục. Viết thành các dòng “trường: giá trị”.",
    "unknown-field": "Tên trường không có trong loại này. Xem tên đúng ở hướng dẫn.",
    "missing-field": "Thiếu một trường bắt buộc. Thêm dòng ấy.",
    "empty": "Trường để trống. Điền vào, hoặc xóa cả dòng.",
    "shape": "Giá trị sai dạng. Xem ở hướng dẫn: chỗ ấy cần một giá trị, một danh sách hay một nhóm.",
    "choice": "Giá trị không nằm trong các lựa chọn. Chọn một lựa chọn máy kể.",
    "text": "Câu chữ quá dài, quá ngắn, hoặc nhiều dòng. Viết gọn trên một dòng.",
    "words": "Câu dài hơn hoặc ngắn hơn số chữ cho phép. Bớt hoặc thêm chữ.",
    "number": "Con số viết chưa đúng mẫu. Xem mẫu máy đưa.",
    "date": "Ngày viết chưa đúng. Viết năm-tháng-ngày, ví dụ 2026-11-24.",
    "future": "Ngày này còn ở tương lai. Xem lại năm.",
    "phone": "Số điện thoại viết chưa đúng mẫu của Việt Nam. Xem lại từng chữ số ở nguồn.",
    "quotes": 'Số điện thoại phải đặt trong nháy kép. Viết như "111".',
    "hours": "Giờ trực viết chưa đúng. Viết always, unknown, hoặc nhóm weekly: với opens và closes.",
    "url": "Địa chỉ trang viết chưa đúng. Bắt đầu bằng https:// hoặc http://.",
    "id": "Mã viết chưa đúng. Chỉ dùng chữ thường không dấu, số và gạch nối, bắt đầu bằng chữ cái.",
    "id-file": "Mã khác tên tệp. Sửa một trong hai cho trùng.",
    "id-reserved": "Mã này đã dành cho trang khác. Chọn mã khác.",
    "id-taken": "Mã này đã có ở mục khác. Chọn mã khác.",
    "because": "Mục nháp hoặc tạm rút mà chưa nói vì sao: thêm dòng because:. Có because: mà không có publish: thì chưa rút gì.",
    # records together
    "unknown-reference": "Nhắc tới một mã không có. Sửa mã, hoặc tạo mục ấy.",
    "no-source": "Mục không có nguồn nào. Thêm sources:; lời khuyên thì ghi basis: editorial.",
    "weak-source": "Mục hoặc bảng chỉ dựa vào nguồn yếu. Thêm nguồn; lời khuyên thì ghi basis: editorial.",
    "unseen-source": "Mục chỉ dựa vào nguồn không có địa chỉ. Thêm nguồn khác, hoặc ghi ở note: của nguồn là xem ở đâu.",
    "made-up": "Địa chỉ để làm mẫu (.example, .invalid, .test), không phải nguồn thật. Thay bằng địa chỉ có thật.",
    "uncited-source": "Nguồn không được mục nào dẫn. Dẫn nó ở một mục, hoặc xóa tệp.",
    "shared-phone": "Một số đứng ở hai đường dây mà không nói là dùng chung. Thêm shares_number_with:, hoặc sửa số.",
    "number-twice": "Một số viết hai lần ở một mục, cho cùng một kênh. Bỏ một, hoặc sửa số.",
    "living-number": "Số ghi là số cũ mà còn dùng: người đọc sẽ tin là không gọi được nữa. Bỏ ở chỗ số cũ, hoặc sửa số.",
    "order-of-days": "Ngày kết thúc đứng trước ngày bắt đầu. Xem lại hai ngày.",
    "same-name": "Hai mục cùng loại trùng tên, người đọc không phân biệt được. Thêm chữ cho khác, hoặc gộp làm một.",
    "doubtful": "Viết đúng mẫu, nhưng người đọc dễ hiểu sai. Xem lại; đúng ý thì cứ để.",
    "circle": "Các mục thay thế nhau thành vòng tròn. Xem mục nào mới nhất, bỏ trường ấy ở đó.",
    "target": "Chỉ tiêu thiếu con số, đơn vị hoặc “của cái gì”. Thêm cho đủ; không có thì chuyển thành mục tiêu (goals).",
    "joined-results": "Hai con số ghép chung mà khác phạm vi, khác cách tính, hoặc chưa rõ. Đừng ghép.",
    "as-of": "Con số không có ngày chốt. Thêm as_of:.",
    "district": "Tên huyện, thị xã, thành phố cũ viết như còn hoạt động. Thêm chữ “cũ”.",
    "other-province": "Mục của tỉnh khác (province:). Xóa tệp, hoặc sửa mã theo data/province.yml.",
    "commune-code": "Mã không có trong bảng xã, phường. Xem mã ở data/communes.yml.",
    "table": "Bảng xã, phường hoặc bảng của biên tập viết chưa đúng. Sửa dòng ấy theo lời máy.",
    "moved": "Một dòng trong data/moved.yml chưa đúng. Xem lại: địa chỉ cũ phải thôi dùng, địa chỉ mới phải có.",
    "search": "Một dòng trong synonyms.yml hoặc pins.yml chưa đúng: ghim không hiện gì, trang không có, cụm từ trống. Sửa hoặc bỏ dòng ấy.",
    "gap-twice": "Cùng một điều chưa tìm thấy viết ở hai mục. Tạo data/gaps/<mã>.yml, ở cả hai mục viết gaps/<mã>.",
    "answered-gap": "Điều đã tìm thấy mà chỗ này còn nói, hoặc còn dẫn như là chưa. Viết lại theo điều đã thấy.",
    "setting": "Một dòng trong mkdocs.yml chưa đúng, hoặc làm trang mất điều đã hứa. Sửa theo lời máy.",
    # pages in docs/
    "front-matter": "Phần đầu trang (giữa hai dòng ---) viết chưa đúng. Sửa dòng máy chỉ.",
    "series": "Trang nói mình là một phần của một chủ đề, mà chủ đề hay số thứ tự chưa đúng. Xem lại part_of: và order:.",
    "unknown-block": "Tên khối không có. Xem các khối ở hướng dẫn.",
    "block": "Khối viết chưa đúng mẫu. Xem mẫu của nó ở hướng dẫn.",
    "unknown-record": "Trang nhắc tới một mục không có. Sửa mã, hoặc tạo mục ấy.",
    "tel": "Số trong liên kết gọi không có trong data/. Xem lại số, hoặc thêm đường dây trước.",
    "phone-in-text": "Có dãy số giống số điện thoại mà data/ không có. Thêm đường dây trước, hoặc viết lại cho khỏi giống.",
    "eaten": "Markdown đổi hoặc bỏ mất số, dòng, đề mục hay danh sách: trang khác bản xem trước. Viết lại theo lời máy.",
    "printed": "Dấu của Markdown sẽ hiện nguyên trên trang: khung không đóng, ghi chú thiếu tên, khối trong khung mã, dòng lùi vào. Đóng lại hoặc bỏ dấu.",
    "taken-off": "Câu hoặc liên kết có số đang tạm rút. Trang bỏ số ấy đi; xem câu còn đọc được không.",
    "html": "Trang không dùng mã HTML. Viết bằng Markdown.",
    "attribute": "Trong ngoặc nhọn có điều không dùng được. Chỉ viết mã và lớp, ví dụ { #muc-tieu }.",
    "link": "Liên kết dẫn tới loại địa chỉ không dùng được. Dẫn tới một trang .md, hoặc một địa chỉ https://.",
    "dead-link": "Liên kết dẫn tới trang, chỗ trong trang hay hình không có. Sửa đường dẫn, hoặc bỏ liên kết.",
    "repeated-id": "Một mã (#…) đứng hai lần trên một trang: liên kết chỉ tới được chỗ đầu. Chọn mã khác.",
    "footnote": "Chú thích không ai gọi, gọi mà không có, hoặc trùng tên. Thêm chỗ gọi, thêm dòng chú thích, hoặc đổi tên.",
    "title": "Trang không có đề mục # nào, có hơn một; đề mục không có chữ, hoặc bỏ bậc. Mỗi trang một đề mục #: tên của trang.",
    "hidden-page": "Hai trang cùng một địa chỉ: một trang sẽ mất. Đổi tên một tệp.",
    "missing-page": "Thiếu một trang, hoặc trên trang thiếu mục, mà các mục trong data/ dẫn tới. Đặt lại trang, hoặc thêm khối máy đưa.",
    "nested": "Trang, dòng hoặc đoạn quá dài, hoặc lồng nhau quá sâu. Tách ra.",
    "picture": "Hình không có lời. Người nghe đọc không biết hình cho thấy gì: viết ![lời](tệp).",
    "asset": "Tệp đặt cạnh trang không phải hình, quá nặng, còn mang điều máy ảnh ghi kèm, hoặc có thể chạy mã. Thay bằng hình PNG, JPG hay WebP.",
    # how a page speaks: told, never in the way
    "long-sentence": "Câu dài hơn 25 chữ. Tách làm hai.",
    "long-text": "Một đoạn của kế hoạch, mô hình hay chiến dịch dài hơn 45 chữ. Tách làm hai mục, hoặc bớt chữ mà giữ đủ ý.",
    "private": "Điều riêng của một người: số giấy tờ, số tài khoản, tên cùng năm sinh. Xóa khỏi trang và khỏi data/.",
    "word": "Từ mà trang này không dùng (bảng words.yml). Viết theo cách bên cạnh.",
    "abbreviation": "Chữ viết tắt chưa được giải thích ở lần đầu trên trang. Viết đủ chữ, rồi chữ tắt trong ngoặc.",
    "reviewed": "Trang về sức khỏe hoặc pháp luật chưa nói ai đã duyệt. Thêm reviewed: none, hoặc ai và ngày nào.",
    "law-note": "Trang về luật thiếu {{ law_note() }}, có hai lần, hoặc để sau điều luật. Đặt một lần, trước điều luật đầu tiên.",
    "article": "Câu nêu tên một văn bản mà không ghi điều nào của nó. Thêm điều, ví dụ (Nghị định 163, Điều 15).",
    "gap-by-hand": 'Câu “chưa tìm thấy” viết tay. Điều ấy là một tệp trong data/gaps/, trang viết {{ gap("mã") }}.',
    "schema": "Lược đồ trong data/schema/ đã cũ. Chạy make schema.",
    # what a change does, between two commits
    "unverified-change": "Số, giờ trực, tiền cước hoặc con số đổi, mà ngày đối chiếu và nguồn vẫn như cũ. Đọc lại nguồn, ghi ngày đọc.",
    "verified-back": "Ngày đối chiếu lùi về trước. Ghi ngày bạn đọc lại nguồn.",
    "id-gone": "Một mục hay một trang không còn, mà địa chỉ cũ chưa dẫn đi đâu. Thêm vào data/moved.yml.",
    "source-gone": "Nguồn bị xóa hoặc rút, mà còn điều dựa vào nó. Thêm nguồn khác cho điều ấy, hoặc rút nó.",
    "still-shown": "Số vừa rút hoặc vừa thay còn ở một đường dây hay một kênh khác. Số ấy sai thì rút hoặc sửa cả ở đó.",
    "mixed-commit": "Một lần lưu đổi cả dữ kiện hoặc trang viết, cả mã nguồn. Tách làm hai.",
}

# Those of CODES that no single state of the files can have: only a step from one commit to another (review/rules.py).
STEP_CODES = frozenset({"unverified-change", "verified-back", "id-gone", "source-gone", "still-shown", "mixed-commit"})

# What is no problem though it looks like one, with the reason: looked at and let stand.
ALLOWED: dict[str, str] = {
    "Chiến dịch chỉ có ngày đầu, không có ngày cuối": "nhiều văn bản không nêu ngày cuối; trang nói “chưa rõ ngày kết thúc”.",
    "Đợt hằng năm qua Tết dương lịch, từ tháng 12 đến tháng 3": "có đợt cao điểm như vậy; lịch tách ở ngày 31/12.",
    "Đơn vị “% so với …” với con số trên 100": "mức tăng có thể hơn gấp đôi; đơn vị nói rõ so với gì.",
    "Con số bằng 0": "“0 vụ” là một kết quả thật.",
    "Kết quả chốt trước khi kế hoạch bắt đầu": "kết quả của nhiều năm trước vẫn được dẫn để so.",
    "Văn bản hết hiệu lực mà không ghi bị thay bởi văn bản nào": "nhiều văn bản tự hết hạn.",
    "Hai kết quả hoặc hai chỗ khác nhau trùng tên": "một con số của nhiều năm có cùng tên; trang phân biệt bằng ngày chốt.",
    "Hai nguồn trùng tên bài": "nhiều báo đăng lại một bài; trang phân biệt bằng nơi đăng và ngày.",
    "Chỗ nói khác nhau chỉ có một bên": "một nguồn có khi tự nói khác nhau, như tổng không bằng các phần.",
    "Đường dây có hai kênh cùng giờ, cùng tiền cước": "gọi và nhắn tin thường cùng giờ.",
    "Nhiệm vụ không có hạn, không có cơ quan chủ trì": "nguồn không nêu thì trang cũng không nêu.",
    "Tên riêng chỉ gồm chữ in hoa": "tên viết tắt của cơ quan là tên thật của cơ quan ấy.",
}


def counted(problems: Sequence[Problem], told: str = "xem ở trên") -> str:
    """The closing line: how many errors and warnings, and where they were told."""
    errors = sum(problem.level is Level.ERROR for problem in problems)
    warnings = len(problems) - errors
    if errors:
        return f"ERROR  {errors} lỗi" + (f", {warnings} điều nên sửa" if warnings else "") + f", {told}."
    if warnings:
        return f"Không có lỗi. {warnings} điều nên sửa, {told}."
    return "Không có lỗi."
