"""Made-up pages in plausible Vietnamese, as many as asked, to see how the finder grows: the same number, the same pages."""

import random

from finder.index import Page, Section

# Sentences with slots: enough turns of phrase that pairs of words are about as many and as common as in real text.
SENTENCES = """
Ban {what} {where} họp {when}, bàn việc {do} cho {who}.
{When}, {who} ở {where} được nghe {who} kể chuyện {do}.
Muốn {do}, {who} đến {office} của {where}, mang theo {thing}.
{Office} nhận {thing} vào {when}, trả lời trong {count} ngày.
Có {count} {who} đã đăng ký {do}, nhiều hơn {when} năm trước.
Nếu thấy {sign}, hãy nói với {who} và hỏi {office}.
{Who} thường bỏ qua {sign}, vì nghĩ rằng đó là chuyện {when}.
Khi {sign} kéo dài, đưa người ấy đến {office} gần nhất.
Xóm {where} có {count} hộ, {count} hộ ký cam kết {do}.
Theo {paper}, {office} chủ trì, {office} phối hợp việc {do}.
{Paper} giao {where} {do} trước {when}.
Mục tiêu là {count} phần trăm {who} biết cách {do}.
Đừng trách {who}; hãy ngồi xuống, lắng nghe và cùng {do}.
Trường {where} mời {who} đến {when} để {do}.
Đội tình nguyện {where} đi {count} bản, mang theo {thing} và sách báo.
Ai cần {thing} thì hỏi {office}, không mất tiền.
{Thing} phải còn hạn, có chữ ký của {who}.
{Who} kể: có {sign} từ {when}, nay đã đỡ nhiều.
Quỹ của {where} giúp {who} {do} với lãi suất thấp.
Chợ phiên {where} họp {when}, {office} phát tờ rơi về {sign}.
Đường vào {where} dài {count} cây số, mùa mưa hay sạt lở.
Cô giáo ở {where} dặn học trò: gặp {sign} thì báo ngay cho {who}.
Ngày {count} tháng {count}, {office} trao {thing} cho {count} {who}.
Không ai phải {do} một mình; {who} và {office} luôn ở bên.
"""
SLOTS = {
    "what": "chỉ đạo|công tác mặt trận|liên lạc phụ huynh|quản lý bản|tự quản|khuyến học|vận động|hòa giải",
    "when": "tối thứ bảy|sáng chủ nhật|đầu tháng ba|cuối quý hai|mùa gặt|sau tết|dịp khai giảng|kỳ nghỉ hè|ngày giỗ tổ"
    "|tuần tới|giữa tháng sáu|trước mùa mưa|buổi chào cờ|lễ ra quân|hằng ngày|lâu nay|ban đêm|giờ ra chơi",
    "who": "phụ huynh|học sinh lớp chín|già làng|trưởng bản|cán bộ y tế|bí thư chi đoàn|thầy chủ nhiệm|hàng xóm|bà con"
    "|hội viên phụ nữ|cựu chiến binh|người về sau cai|bạn cùng lớp|ông bà|công nhân khu trọ|linh mục|người lái đò"
    "|chủ quán nước|thanh niên đi làm xa|bác sĩ trạm xá|chị hàng rau|anh thợ hàn|em út trong nhà|người đưa thư",
    "do": "cai nghiện tự nguyện|tìm việc làm|học nghề mộc|nói chuyện với con|phòng tái nghiện|uống thuốc đều|giữ lời hứa"
    "|trồng rừng|nuôi bò sinh sản|mở tiệm sửa xe|tập thể dục|vẽ tranh cổ động|diễn kịch ngắn|viết thư cho gia đình"
    "|báo tin an toàn|từ chối lời rủ|sơ cứu ban đầu|nhận lại bạn cũ|giữ bản làng bình yên|đi khám tâm lý|ghi nhật ký"
    "|gọi đường dây nóng|dọn vệ sinh đường thôn|đọc sách ở thư viện|đá bóng giao hữu|đan lát mây tre",
    "office": "trạm y tế|công an xã|bộ phận một cửa|hội nông dân|phòng tư vấn|ngân hàng chính sách|nhà văn hóa|đồn biên phòng"
    "|trung tâm học tập|đoàn thanh niên|ủy ban nhân dân|bệnh viện huyện cũ|tổ tư vấn học đường|trường nội trú",
    "thing": "đơn đăng ký|bản sao căn cước|phiếu khám|thẻ bảo hiểm|giấy hẹn|sổ theo dõi|giấy giới thiệu|tờ khai|cẩm nang"
    "|que thử|áo ấm|đèn pin|hạt giống ngô|cây keo con|máy khâu|xe đạp cũ|suất học bổng|hộp thuốc",
    "sign": "mất ngủ nhiều đêm|gầy đi rất nhanh|hay cáu gắt|xin tiền nhiều|giấu điện thoại|bỏ học giữa chừng|mắt đỏ hoe"
    "|đổi bạn liên tục|nói một mình|thuốc lá điện tử có mùi lạ|bóng cười ở quán|kẹo lạ không nhãn|gói nước vui"
    "|khói lạ trong phòng|vết kim trên tay|người lạ rủ đi xa|lời dọa trên mạng|nợ tiền bạn bè|bóng người quanh trường",
    "paper": "kế hoạch năm|nghị quyết hội đồng|quyết định của tỉnh|công văn hướng dẫn|quy chế phối hợp|hương ước bản",
    "count": "hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mười hai|mười lăm|hai mươi|ba mươi|bốn mươi|sáu mươi|chín mươi|14|27|112|350",
}
ONSETS = [
    "b",
    "c",
    "ch",
    "d",
    "đ",
    "g",
    "h",
    "k",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "nh",
    "ph",
    "qu",
    "r",
    "s",
    "t",
    "th",
    "tr",
    "v",
    "x",
]
RHYMES = [
    "an",
    "ang",
    "anh",
    "ao",
    "âm",
    "ân",
    "ôn",
    "ông",
    "ơn",
    "uân",
    "uôn",
    "ươi",
    "ương",
    "iên",
    "iêm",
    "inh",
    "oan",
    "oai",
    "oang",
    "uyên",
    "ai",
    "am",
    "ăm",
    "ăng",
    "en",
    "êu",
    "in",
    "om",
    "ung",
    "ưng",
]


def make(count: int, seed: int = 7) -> list[Page]:
    """Make `count` pages of about 450 words in three sections; some titles are alike."""
    chance = random.Random(seed)
    slots = {name: found.split("|") for name, found in SLOTS.items()}
    names = [f"{_syllable(chance)} {_syllable(chance)}" for _ in range(max(60, count // 8))]
    sentences = SENTENCES.strip().splitlines()

    def fill(sentence: str) -> str:
        while "{" in sentence:
            name = sentence[sentence.index("{") + 1 : sentence.index("}")]
            word = chance.choice(names if name == "where" else slots[name.lower()])
            word = word[0].upper() + word[1:] if name[0].isupper() else word
            sentence = sentence.replace("{" + name + "}", word, 1)
        return sentence

    def text(size: int) -> str:
        return " ".join(fill(chance.choice(sentences)) for _ in range(size))

    pages = []
    for number in range(count):
        what = chance.choice(slots["do"])
        title = f"{what[0].upper()}{what[1:]} ở {chance.choice(names)}"
        parts = [
            Section(fill(chance.choice(["Cách {do}", "Khi có {sign}", "{Who} kể lại"])), anchor, text(10))
            for anchor in ("cach-lam", "ket-qua")
        ]
        pages.append(Page(f"trang/{number}/", title, (Section("", "", text(7)), *parts)))
    return pages


def _syllable(chance: random.Random) -> str:
    return (chance.choice(ONSETS) + chance.choice(RHYMES)).capitalize()
