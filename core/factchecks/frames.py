"""Takes the checker's frame off a claim: where it was posted, by which account, how often it was shared.

"Akun Facebook “…” pada Kamis (22/1/2026) mengunggah video dengan narasi: “…” Hingga Selasa unggahan disukai 9 kali."
What circulates is the message within; the frame also names accounts, and those are persons.
"""

from __future__ import annotations

import re

#: Where another section of the article begins: "= = =", "PENJELASAN:", "Sumber: https".
_NEXT_SECTION = re.compile(
    r"(?:=\s?){3,}|(?<!\w)(?:penjelasan|referensi|kategori|kesimpulan|hasil cek fakta|hasil periksa fakta)\s?:\s"
    r"|(?<!\w)(?:sumber|source|arsip|archive|tautan|link)\s?:\s{0,3}(?=https?:|www\.|[\[(]|\w{0,20}\s?https?:"
    r"|(?:facebook|twitter|x|whatsapp|instagram|tiktok|youtube|snack\w*|media sosial)\b)|(?<!\w)(?-i:SUMBER)\s?:",
    re.IGNORECASE,
)
_OWN_LABEL = re.compile(r"\W{0,8}(?:narasi|klaim|isi pesan|pesan berantai)\s?:\s", re.IGNORECASE)
_TRANSLATED = re.compile(r"\W{0,4}\(?\s?(?:di)?terjemah(?:an|kan)[^:)\n]{0,60}\)?\s?:\s?", re.IGNORECASE)

#: What only a checker begins a text with.
_OPENING = re.compile(
    r"\W{0,4}(?:(?:telah |sudah |kembali |viral |ramai |tengah |kini )?(?:beredar|tersebar|menyebar)\b"
    r"|(?:sebuah |seorang |salah satu |sejumlah |beberapa |suatu )?"
    r"(?:akun|kanal|channel|pengguna|warganet|netizen|pemilik akun)\b"
    r"|(?:pada |per |sejak |di )?(?:hari )?(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|(?:pada|tanggal) \d{1,2})\b"
    r".{0,40}(?:akun|beredar|tersebar|muncul|unggah|pengguna|sebuah)"
    r"|(?:sebuah |suatu |satu )?(?:unggahan|postingan|pesan berantai|tangkapan layar|cuitan|konten)\b.{0,80}"
    r"(?:akun|facebook|twitter|whatsapp|instagram|tiktok|youtube|beredar|media sosial|diunggah|dibagikan)"
    r"|(?:sebuah |suatu )(?:video|foto|gambar|artikel|informasi|pesan|narasi|poster)\b.{0,80}"
    r"(?:akun|facebook|twitter|whatsapp|instagram|tiktok|youtube|beredar|media sosial|diunggah|dibagikan|mengklaim)"
    r"|(?:di|melalui|lewat) (?:media sosial|facebook|twitter|x|instagram|tiktok|youtube|whatsapp|grup|aplikasi)\b"
    r"|(?:tim|kami) .{0,40}(?:menemukan|mendapati|menerima)\b|muncul (?:sebuah )?(?:unggahan|klaim|narasi|video|foto)\b"
    r"|media sosial .{0,40}(?:dihebohkan|diramaikan|digegerkan))",
    re.IGNORECASE,
)
#: Words that lead to the message, up to the colon.
_LEAD = re.compile(
    r"\b(?:narasi\w*|takarir\w*|caption|keterangan|deskripsi|klaim|teks|tulisan|kalimat|judul|pesan|cuitan|kutipan"
    r"|status|isi\w{0,3}|berbunyi|bertuliskan|bertajuk|bernarasi|dinarasikan|berjudul|berisi\w{0,3}|tertulis"
    r"|menulis(?:kan)?|mengatakan|menyatakan|menuturkan|berikut|selengkapnya|sebagaimana|ujar(?:nya)?|percakapan)\b"
    r"(?-i:(?:\s(?:[a-z(]|Facebook|Twitter|Tik|Instagram|WhatsApp|YouTube|X\b)[^\s:.!?“\"]{0,30}){0,10})[\s\])]{0,2}:\s*",
    re.IGNORECASE,
)
#: A lead without a colon, right before a quotation: `dengan narasi “…”`.
_LEAD_QUOTED = re.compile(
    r"\b(?:narasi\w*|takarir|caption|keterangan|deskripsi|klaim|teks|tulisan|judul|berbunyi|bertuliskan|bertajuk"
    r"|bernarasi|berjudul|menulis(?:kan)?|menyebut(?:kan)?|mengklaim|berisi(?:kan)?)\s(?:[\w,]+\s){0,5}(?=[“\"‘])",
    re.IGNORECASE,
)
#: A lead without colon and quotation, before a capital letter: `dengan judul Cina Donasikan …`.
_LEAD_BARE = re.compile(
    r"\b(?:dengan|disertai|diberi|memuat|terdapat|menambahkan|dan|bertajuk|berjudul|bertuliskan)\s(?:sebuah\s)?"
    r"(?:(?:judul|narasi|takarir|caption|keterangan|tulisan|klaim|kutipan|teks)\s)?(?:sebagai\s)?(?:berikut,?\s)?"
    r"(?<!dengan )(?<!disertai )(?<!diberi )(?<!memuat )(?<!terdapat )(?<!dan )(?=(?-i:[A-Z0-9*#]))",
    re.IGNORECASE,
)
#: A lead into indirect speech: what follows is the claim in the checker's words.
_INDIRECT = re.compile(
    r"\b(?:ber)?isi(?:kan|nya)?\s|\b(?:(?:me|di)(?:ng|ny|n)?klaim|klaim|narasi|menyebut|disebut|menyatakan|mengatakan"
    r"|menginformasikan|menunjukkan|memperlihatkan|menampilkan|menarasikan|dinarasikan|menuding|memuat|menawarkan"
    r"|mengatasnamakan|tentang|mengenai|terkait)(?:kan|nya)?\s"
    r"(?:(?:bahwa|sebagai|jika|kalau|seolah-olah|seakan-akan|mengenai|tentang|informasi)\s)?",
    re.IGNORECASE,
)
#: How often it was seen and shared, at the end: "Hingga Selasa unggahan disukai 9 ribu kali, menuai 40 komentar."
_REACTIONS = re.compile(
    r"(?<!\w)(?:(?-i:Hingga|Sampai|Per|Sejak|Pada saat|Saat|Sejauh ini|Terhitung|Kini|Tercatat|Setelah|Dalam waktu)\b"
    r"[^.!?\n“”\"]{0,90}?\b(?:unggahan|postingan|konten|video|cuitan|foto|gambar|narasi|status|reel|klip|tayangan|tautan)\b"
    r"|(?-i:Unggahan|Postingan|Konten|Video|Cuitan|Foto|Gambar|Status)\b(?= (?:ini|tersebut|itu|telah|sudah|yang)\b))"
    r"(?=[^\n]{0,200}?(?:\d|ribuan|ratusan|puluhan|belasan)[^\n]{0,60}?"
    r"(?:suka|komentar|bagikan|tonton|lihat|putar|tayang|kali|reaksi|retweet|respons|interaksi|views?|likes?))"
    r"(?=[^\n]{0,160}?(?:suka|komentar|bagikan|tonton|lihat|putar|tayang|reaksi|retweet|respons|interaksi|views?|likes?))"
    r"[\s\S]*$",
    re.IGNORECASE,
)
_QUOTE_PAIRS = {"“": "”", '"': '"', "‘": "’", "”": "”"}
#: What a checker adds behind a claim in its own words: who spread it, and what is true.
_AFTERWORD = re.compile(
    r"\s(?:Adalah akun|Faktanya|Setelah ditelusuri|Berdasarkan (?:hasil )?penelusuran"
    r"|(?:Postingan|Unggahan|Foto|Video|Konten|Cuitan|Informasi|Pesan|Klaim)(?:nya)? (?:(?:itu|ini|tersebut|di|pun) )?"
    r"(?:\w+ ){0,3}(?:beredar|disebarkan|dibagikan|diunggah|diposting|mengundang|disertai|telah \d))\b[\s\S]*$"
)
#: A small letter behind a quotation mark that closes nothing: the message goes on. The frame goes on with these words.
_GOES_ON = re.compile(
    r"[\s.,;)”\"]{0,60}+(?!(?:disertai|dengan|dalam|yang|dan|pada|serta|di|lalu|kemudian|hingga)\b)[a-z]"
)
_QUOTED = re.compile(r"[“\"]([^“”\"]{12,})[”\"]")
#: Nothing shorter is taken for a message: what remains would be a scrap of the frame.
_SHORTEST = 12
#: How far into the text a frame may reach before the message begins.
_REACH = 900


def message_of(claim: str) -> str:
    """Return the message that circulates, without the checker's frame; the text as it is where no frame is sure.

    Linear in the text. Raises: nothing.
    """
    text = _own_section(claim)
    body = _without_reactions(text)
    inner = _framed(body) if _OPENING.match(body) else _bare(body)
    return inner if len(inner) >= _SHORTEST else (_bare(body) or _bare(text) or claim.strip())


def _own_section(claim: str) -> str:
    text = claim.strip()
    label = _OWN_LABEL.match(text)
    text = text[label.end() :] if label else text
    following = _NEXT_SECTION.search(text, min(len(text), _SHORTEST))
    return text[: following.start()].strip() if following else text


def _without_reactions(text: str) -> str:
    """Cut the sentence about likes and comments and what follows it, if it stands in the last part of the text."""
    found = _REACTIONS.search(text, max(0, len(text) - 600))
    return text[: found.start()].rstrip() if found and found.start() >= _SHORTEST else text


def _framed(text: str) -> str:
    """Return the message of a text that begins like a frame: what its leads introduce, else its claim."""
    reach = text[:_REACH]
    lead = _LEAD.search(reach)
    quoted = _LEAD_QUOTED.search(reach)
    if quoted and (lead is None or quoted.start() < lead.start()):
        lead = quoted
    if lead is not None:
        return _introduced(text[lead.end() :])
    spoken = [one.strip() for one in _QUOTED.findall(text) if len(one.split()) >= 4]
    if spoken:
        return " ".join(spoken)
    opening = _OPENING.match(text)
    begin = opening.end() if opening else 0
    for pattern in (_LEAD_BARE, _INDIRECT):
        indirect = pattern.search(reach, begin)
        told = _bare(_AFTERWORD.sub("", text[indirect.end() :])) if indirect else ""
        if len(told) >= 2 * _SHORTEST:
            return told
    return _bare(_AFTERWORD.sub("", text))


def _introduced(rest: str, further: int = 4) -> str:
    """Return what a lead introduces: the quotation, else all; and what stands quoted right behind it."""
    if rest[:1] not in _QUOTE_PAIRS:
        second = _further(rest)
        if second is None or not further:
            return _bare(rest)
        before = rest[: second.start()]
        cut = max(before.rfind(mark) for mark in (". ", "! ", "? "))
        first = _bare(before[: cut + 1] if cut > _SHORTEST else before)
        return f"{first} {_introduced(rest[second.end() :], further - 1)}"
    end = _closing(rest, _QUOTE_PAIRS[rest[0]])
    message, after = _bare(rest[: end + 1]), rest[end + 1 :].lstrip(" .,;")
    if not further:
        return message
    if after[:1] in ("“", '"'):
        return f"{message} {_introduced(after, further - 1)}"
    second = _further(after[:200])
    return f"{message} {_introduced(after[second.end() :], further - 1)}" if second else message


def _further(text: str) -> re.Match[str] | None:
    """Return a second lead that stands before a quotation."""
    for found in _LEAD.finditer(text):
        if text[found.end() : found.end() + 1] in _QUOTE_PAIRS:
            return found
    return None


def _closing(text: str, closing: str) -> int:
    """Return where the quotation ends; messages quote too, and the outer mark may be missing."""
    depth, last = 0, len(text) - 1
    if closing != text[0]:
        for at, char in enumerate(text):
            depth += (char == text[0]) - (char == closing)
            if depth == 0:
                return at
        return last
    for match in re.finditer(re.escape(closing) + r"(?=[\s.,;)]|$)", text[1:]):
        at = match.start() + 1
        if at >= _SHORTEST and _GOES_ON.match(text, at + 1) is None:
            return at
    return last


def _bare(text: str) -> str:
    """Return the text without quotation marks around it, a note that it was translated, and stray marks."""
    found = _TRANSLATED.match(text)
    text = (text[found.end() :] if found else text).strip(" \t\r\n=:;,-–—").removeprefix("NARASI ")
    text = _unquoted(text)
    if text[:1] in '“"' and not re.search('[”"]', text[1:]):
        text = text[1:]
    if text[-1:] in '”"' and not re.search('[“"]', text[:-1]):
        text = text[:-1]
    return text.strip()


def _unquoted(text: str) -> str:
    """Return the stripped text without the pairs of quotation marks around it, and without blanks between those."""
    start, end = 0, len(text)
    while end - start > 1 and text[start] in "“\"‘'”" and text[end - 1] in "”\"’'“":
        start, end = start + 1, end - 1
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
    return text[start:end]
