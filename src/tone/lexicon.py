#!/usr/bin/env python3
"""Make lexicon.txt: VADER's valence lexicon, reduced to what can occur in the news.

    pip install --no-deps --target VADER vaderSentiment==3.3.2
    python3 src/tone/lexicon.py VADER/vaderSentiment > src/tone/lexicon.txt

One `word<TAB>valence` per line, sorted by code point; valences from -4 to 4, with one decimal.
Entries of VADER's are kept if they are
- words of lower-case letters and hyphens (emoticons and spellings with digits or spaces
  are never one token),
- rated at least half a point either way (below that the raters saw no tone: "champignon"
  0.4, "repressurized" 0.1), and
- no chat abbreviations.
VADER rates an emoji by adding up the valences of the words in its description. So does
this script, for faces and hearts that are a single code point.
"""
import re
import sys

LEAST = 0.5
CHAT = """
    aas aayf afu alol ambw aml aok atab awol ayc ayor bfd bfe bff bffn bl bsod btd btdt bz cwot doa dx eery
    effin ez fav fave fcol ff ffs fkm foaf ftw fu fubar fuk fwb fyi fysa gg gga gigo gj gl gla gn grrr gt ha
    hagd hagn hago haha hahaha hahahaha hahas hak heh hehe hhoj hhok hugz idk ijs ilu iluaaf ily iou iyq
    jealz jho jhomf jj jk jp jt jw kewl kfy kia kk kmuf l laoj lawl leet lmao lmbao lmfao lmso lol lolz
    lowse lts lulz ly lya lyb lyl lylab lylas lylb mia mlm mmk mml mofo muah mubar musm mwah nbd nbif nfc
    nfw nh nimby nimjd nimq nimy nitl nme noob noyb np ntmu pita pls plz pmbi pmfji pmji po prblm prblms
    ptl pu qq qt rofl roflmao rotfl rotflmao rotflmfao rotflol rotgl sapfu sete sfete sgtm slaw smh smog
    snafu sob sok stfu sux swak tard teas tgif thks thx tia tmi tnx tx txs ty tyvm urw vbg vbs vip vwd vwp
    wag wd wells welly wilco woo woot wow wowser wp wtf wtg wth x-d x-p xd xlnt xoxo xoxozzz xp xqzt xtc yeees yolo
    yoyo yvw yw ywia zzz bwahaha bwahahah
""".split()
FACE_OR_HEART = re.compile(r"\b(face|heart|hearts)\b")
# "broken heart" and "slightly smiling" add up to the wrong sign or size.
NOT_SUMS = re.compile(r"\b(broken|beating|hand|playing|suit|decoration)\b")


def table(path):
    with open(path, encoding="utf8") as lines:
        fields = (line.rstrip("\n").split("\t") for line in lines)
        return {f[0]: f[1] for f in fields if len(f) > 1}


def main(folder):
    ratings = {w: float(v) for w, v in table(f"{folder}/vader_lexicon.txt").items()}
    kept = {w: v for w, v in ratings.items()
            if re.fullmatch(r"[a-z]+(-[a-z]+)*", w) and abs(v) >= LEAST and w not in CHAT}
    for emoji, description in table(f"{folder}/emoji_utf8_lexicon.txt").items():
        if len(emoji) == 1 and FACE_OR_HEART.search(description) and not NOT_SUMS.search(description):
            total = sum(ratings.get(w, 0.0) for w in re.findall(r"[a-z]+", description))
            if abs(total) >= LEAST:
                kept[emoji] = max(-4.0, min(4.0, total))
    for word in sorted(kept):
        print(f"{word}\t{kept[word]:.1f}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
