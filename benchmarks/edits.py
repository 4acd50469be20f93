"""Copies of articles as syndication makes them, at a similarity that is chosen beforehand.

Each kind of edit takes the lines of an article and the Jaccard similarity of 5-word shingles that
should be left, and changes about as much as that takes. What is left exactly is measured later.
"""

import random
from collections.abc import Callable, Sequence
from itertools import accumulate

SHINGLE = 5
Lines = list[str]
Edit = Callable[[Lines, float, random.Random], Lines]

BOILERPLATE = (
    "Trang chủ Thời sự Kinh doanh Giáo dục Sức khỏe Thể thao Giải trí Đời sống Bạn đọc Liên hệ",
    "Đăng ký nhận bản tin mỗi sáng để không bỏ lỡ những câu chuyện đáng đọc nhất trong ngày",
    "Tòa soạn rất mong nhận được ý kiến của bạn đọc về bài viết này qua hộp thư điện tử bên dưới",
    "Mọi hành vi sao chép nội dung của trang khi chưa có sự đồng ý bằng văn bản đều bị từ chối",
    "Người đọc chịu trách nhiệm về lời bình luận của mình và vui lòng viết tiếng Việt có dấu",
    "Tin cùng chuyên mục sẽ được cập nhật liên tục trong phần dưới đây theo thứ tự mới nhất",
    "Tải ứng dụng của chúng tôi về điện thoại để đọc báo nhanh hơn khi đường truyền không ổn định",
    "Quảng cáo đặt tại đây đến được với hơn một triệu người đọc ở ba mươi sáu tỉnh và thành phố",
)
"""Lines of a site's frame, made up for this."""


def words_changed(lines: Lines, similarity: float, rng: random.Random) -> Lines:
    """Replace words by others of the article: each takes the five shingles around it."""
    kept = (2 * similarity / (1 + similarity)) ** (1 / SHINGLE)
    words = " ".join(lines).split()
    return [
        " ".join(word if rng.random() < kept else rng.choice(words) for word in line.split())
        for line in lines
    ]


def paragraphs_dropped(lines: Lines, similarity: float, rng: random.Random) -> Lines:
    """Leave out whole lines."""
    gone = _some(lines, 1 - similarity, rng)
    return [line for i, line in enumerate(lines) if i not in gone] or lines[:1]


def paragraphs_added(lines: Lines, similarity: float, rng: random.Random) -> Lines:
    """Put in lines made of the article's own words in another order."""
    words = " ".join(lines).split()
    more = list(lines)
    for _ in range(round(len(words) * (1 / similarity - 1) / 40)):
        more.insert(rng.randrange(len(more) + 1), " ".join(rng.choices(words, k=40)))
    return more


def paragraphs_swapped(lines: Lines, similarity: float, rng: random.Random) -> Lines:
    """Put lines into another order; only the shingles across their ends change."""
    moved = list(lines)
    for _ in range(1 + round(len(lines) * (1 - similarity))):
        a, b = rng.randrange(len(moved)), rng.randrange(len(moved))
        moved[a], moved[b] = moved[b], moved[a]
    return moved


def headline_changed(lines: Lines, similarity: float, rng: random.Random) -> Lines:  # noqa: ARG001 - an edit's form
    """Write another headline of the same words."""
    words = lines[0].split()
    rng.shuffle(words)
    return [" ".join(words), *lines[1:]]


def boilerplate_around(lines: Lines, similarity: float, rng: random.Random) -> Lines:
    """Put the frame of a site before and behind, as much of it as is allowed."""
    room = len(" ".join(lines).split()) * (1 / similarity - 1)
    order = rng.sample(BOILERPLATE, len(BOILERPLATE))
    sizes = accumulate(len(line.split()) for line in order)
    frame = [line for line, size in zip(order, sizes, strict=True) if size <= room]
    cut = len(frame) // 2
    return [*frame[:cut], *lines, *frame[cut:]]


STRONG: Sequence[Edit] = (words_changed, paragraphs_dropped, paragraphs_added)
SLIGHT: Sequence[Edit] = (headline_changed, paragraphs_swapped, boilerplate_around)


def edited(text: str, similarity: float, rng: random.Random) -> str:
    """Return a copy of `text` with edits of some kinds that leave about `similarity`."""
    strong = rng.sample(STRONG, rng.randint(1, len(STRONG)))
    lines = [line for line in text.splitlines() if line.strip()]
    for edit in strong:
        lines = edit(lines, similarity ** (1 / len(strong)), rng)
    for edit in SLIGHT:
        if rng.random() < 0.3:
            lines = edit(lines, 0.97, rng)
    return "\n".join(lines)


def _some(lines: Lines, share: float, rng: random.Random) -> set[int]:
    """Return the numbers of lines, by chance, that hold about `share` of the words."""
    left = share * len(" ".join(lines).split())
    gone: set[int] = set()
    for i in rng.sample(range(len(lines)), len(lines)):
        size = len(lines[i].split())
        if rng.random() * size < left:
            gone.add(i)
            left -= size
    return gone
