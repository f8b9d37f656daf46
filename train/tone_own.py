"""Sentences of our own with their tone, on subjects that labelled news has too seldom.

Whether a rise is good depends on what rises; an announcement has no tone,
whatever its words are worth elsewhere. Tests ask about other sentences.
"""

import itertools

import numpy as np


def listed(text):
    return [each.strip() for each in text.split("|")]


BAD = listed("""accidents|bankruptcies|burglaries|complaints|corruption|debt|delays|emissions|evictions|fires|
homelessness|hunger|illiteracy|infections|inflation|injuries|losses|malnutrition|poverty|pollution|robberies|
shortages|smoking|thefts|unemployment|vandalism|violence|waiting times|waste""")
GOOD = listed("""attendance|confidence|donations|employment|exports|harvests|jobs|life expectancy|literacy|membership|
orders|output|productivity|profits|recycling|revenue|sales|savings|tourism|trust|turnout|wages""")
DOWN = listed("""decline declined declined declining|decrease decreased decreased decreasing|dip dipped dipped dipping|
drop dropped dropped dropping|ease eased eased easing|fall fell fallen falling|plummet plummeted plummeted plummeting|
plunge plunged plunged plunging|shrink shrank shrunk shrinking|sink sank sunk sinking|slide slid slid sliding|
slump slumped slumped slumping""")
UP = listed("""climb climbed climbed climbing|grow grew grown growing|increase increased increased increasing|
jump jumped jumped jumping|rise rose risen rising|soar soared soared soaring|surge surged surged surging""")
OF_WHOM = ["", "", "", " among the young", " in schools", " at the port", " on the islands", " of small firms",
           " across the region"]
DEGREES = [("", 1), ("", 1), (" by a third", 1), (" by 4 per cent", 1), (" sharply", 1.3), (" steeply", 1.3),
           (" dramatically", 1.4), (" slightly", 0.6), (" a little", 0.6), (" somewhat", 0.7)]
TIMES = ["", "", " last year", " in March", " this summer", " for the third year in a row", " since 2019",
         " in the north", " over the decade", ", the agency said", ", according to the office for statistics"]
FALLS = listed("a drop in|a fall in|a decline in|a sharp drop in|a steep fall in|a decrease in|fewer")
RISES = listed("a rise in|an increase in|a surge in|a jump in|a sharp rise in|a steep increase in|more")
FINDERS = ["The report shows", "Officials recorded", "The survey found", "The town saw",
           "Figures released on Monday show"]

BODIES = listed("""Assembly|Board|Cabinet|City Hall|Commission|Committee|Congress|Court|Department|District|
Government|Ministry|Museum|Panel|Parliament|School|Senate|Union""")
ACTS = listed("""to Meet|Meets|to Vote on Budget|Votes on Rules|Opens Session|to Review Plans|Reviews Timetable|
Publishes Agenda|to Discuss Fares|Discusses Parking|Considers New Building|Hears Proposal|Names Date|Moves Offices|
Begins Count|Receives Letter|Changes Hours|Sets Dates|Schedules Hearing|to Decide on Road|Returns""")
WHENS = ["", " on Tuesday", " on Friday", " in June", " Next Week", " This Month", " Again", " in Port Alma"]
PLAIN = [f"{who} {what}{when}." for who, what, when in itertools.product(
    ["The city board", "The committee", "Members of the board", "The school", "The two companies", "Commissioners"],
    ["met", "will meet again", "voted on the plan", "discussed the road", "published the agenda", "opened the file",
     "moved to a new office", "reviewed the timetable", "will decide on the date"],
    ["", " on Tuesday", " in May", " before noon", " at the town hall"])]
CAPPED = [f"{what} {how}{when}." for what, how, when in itertools.product(
    ["Rents", "Fares", "Fees", "Energy bills", "School fees", "Ticket prices", "Water charges"],
    ["would be frozen", "will be frozen", "were frozen", "would be capped", "will be cut", "would be halved"],
    ["", " for two years", " until June", " under the plan", ", she said"])]
THINGS = listed("bridge|guide|idea|law|machine|path|river|room|rule|school|service|shelter|tool")
BAD_SORTS = listed("corrupt|cruel|dirty|harmful|noisy|risky|unfair|unhealthy|unsafe|useless|weak")
GOOD_SORTS = listed("brave|clean|fair|friendly|healthy|helpful|kind|popular|safe|strong|useful")
EXTENTS = [("", 1), ("very ", 1.3), ("extremely ", 1.5), ("really ", 1.2), ("highly ", 1.3), ("slightly ", 0.5),
           ("a little ", 0.5), ("somewhat ", 0.7), ("rather ", 0.9)]
SPEECH = ["It is over", "We left", "They came back", "It was our turn", "That was in May", "I have seen it"]
VERBS = [("said", 0), ("added", 0), ("replied", 0), ("told the board", 0), ("complained", -0.7), ("sneered", -0.9),
         ("scoffed", -0.7), ("sobbed", -0.8), ("moaned", -0.7), ("raged", -1), ("cheered", 0.8), ("beamed", 0.7),
         ("rejoiced", 1)]

STEP = 1.3
"""What a rise or a fall adds before squashing."""


def whole(words):
    return words[:1].upper() + words[1:]


def capped(title):
    small = {"a", "an", "by", "in", "of", "on", "the", "for", "to", "than", "per"}
    return " ".join(word if word in small else whole(word) for word in title.split(" "))


class Writer:
    """Writes random sentences; each method returns one, and what its words should add up to."""

    def __init__(self, seed):
        self.random = np.random.default_rng(seed)

    def one(self, choices):
        return choices[self.random.integers(len(choices))]

    def change(self, headline=False):
        """What rises or falls, how, and what that adds."""
        good, up = self.random.random() < 0.5, self.random.random() < 0.5
        what, forms = self.one(GOOD if good else BAD), self.one(UP if up else DOWN)
        now, before, done, going = forms.split(" ")
        many = what.endswith("s")
        if headline:
            move = now if many else now + "s"
        else:
            be, have = ("are", "have") if many else ("is", "has")
            rest = [f"{be} {going}", f"{have} {done}", f"had {done}", f"{be} {'up' if up else 'down'}"]
            move = before if self.random.random() < 0.6 else self.one(rest)
        degree, times = self.one(DEGREES)
        return what + self.one(OF_WHOM), move + degree, STEP * times * (1 if good == up else -1)

    def trend(self):
        headline = self.random.random() < 0.2
        what, move, tone = self.change(headline)
        text = f"{what} {move}{self.one(TIMES)}"
        return capped(text) if headline else whole(self.one(["", "", "overall, ", "in the city, "]) + text + "."), tone

    def finding(self):
        good, up = self.random.random() < 0.5, self.random.random() < 0.5
        what, move = self.one(GOOD if good else BAD), self.one(RISES if up else FALLS)
        move = "less" if move == "fewer" and not what.endswith("s") else move
        text = f"{self.one(FINDERS)} {move} {what}{self.one(TIMES)}."
        return text, STEP * (1 if good == up else -1)

    def two_trends(self):
        (what, move, first), (other, other_move, second) = self.change(), self.change()
        joined = "and" if first * second > 0 else "but"
        return whole(f"{what} {move}, {joined} {other} {other_move}."), first + second

    def announcement(self):
        text = f"{self.one(BODIES)} {self.one(ACTS)}{self.one(WHENS)}"
        return text if self.random.random() < 0.8 else whole(text.lower()) + ".", 0.0

    def plain(self):
        return self.one(PLAIN), 0.0

    def cap(self):
        return self.one(CAPPED), 0.4

    def sort(self):
        good, (extent, times) = self.random.random() < 0.5, self.one(EXTENTS)
        thing = self.one(["", "new ", "old "]) + self.one(THINGS)
        return f"The {thing} is {extent}{self.one(GOOD_SORTS if good else BAD_SORTS)}.", times * (1 if good else -1)

    def speech(self):
        verb, tone = self.one(VERBS)
        return f"“{self.one(SPEECH)},” {self.one(['he', 'she', 'the clerk', 'a neighbor'])} {verb}.", tone


KINDS = [Writer.trend] * 3 + [Writer.finding, Writer.two_trends, Writer.announcement, Writer.plain, Writer.cap,
                              Writer.sort, Writer.speech]


def sentences(seed, count):
    """`count` sentences, each with what its words should add up to."""
    writer, found = Writer(seed), {}
    while len(found) < count:
        text, tone = writer.one(KINDS)(writer)
        found.setdefault(text, tone)
    return list(found.items())
