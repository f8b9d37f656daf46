"""Sentences of our own with their tone, on subjects that labelled news has too seldom.

Whether a rise is good depends on what rises, and an end on what ends; hardship
needs no loaded word; an announcement, a formula or a topic has no tone, whatever
its words are worth elsewhere. Tests ask about other sentences.
"""

import itertools

import numpy as np


def listed(text):
    return [each.strip() for each in text.split("|")]


BAD = listed("""absenteeism|accidents|addiction|arrears|assaults|bankruptcies|bullying|burglaries|child labour|collisions|
complaints|corruption|crashes|cruelty|debt|delays|deportations|disease|drownings|drug use|emissions|evictions|fires|
foreclosures|gun deaths|homelessness|hunger|illiteracy|infections|inflation|injuries|lateness|litter|loneliness|losses|
malaria|malnutrition|murders|noise|obesity|overdoses|piracy|poaching|pollution|poverty|racism|redundancies|robberies|scams|
shootings|shortages|smoking|stabbings|suicides|thefts|truancy|unemployment|vandalism|violence|waiting times|waste""")
GOOD = listed("""attendance|attendances|confidence|customers|deliveries|donations|employment|enrolment|exports|fish stocks|
harvests|hiring|household incomes|investment|jobs|life expectancy|literacy|living standards|membership|morale|orders|output|
passenger numbers|productivity|profits|recycling|revenue|ridership|sales|savings|school places|subscriptions|takings|tourism|
trust|turnout|vaccinations|volunteering|wages|yields""")
DOWN = listed("""decline declined declined declining|decrease decreased decreased decreasing|dip dipped dipped dipping|
drop dropped dropped dropping|ease eased eased easing|fall fell fallen falling|halve halved halved halving|
narrow narrowed narrowed narrowing|plummet plummeted plummeted plummeting|
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
DAYS = ["", " on Tuesday", " on Friday", " in June"]
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

BURDENS = listed("""ban|blockade|boycott|curfew|deadlock|dispute|drought|embargo|evacuation order|feud|hiring freeze|
lockdown|lockout|outage|quarantine|rationing|shutdown|siege|stand-off|strike|travel warning|walkout""")
LIFTED = listed("""was lifted|has been lifted|was called off|has ended|is over|was settled|came to an end|was resolved|
is behind us|ended after nine weeks|was averted|has been avoided""")
GIFTS = listed("""amnesty|bursary|ceasefire|discount|free bus|grant|pay rise|peace deal|refund|rescue plan|scholarship|
subsidy|tax break|truce|winter allowance""")
LOST = listed("""was scrapped|has been withdrawn|was cancelled|fell apart|collapsed|has been cut|was taken away|
was denied|never came|will not be paid|is gone""")
CHARGES = listed("arson|assault|bribery|espionage|fraud|libel|manslaughter|perjury|smuggling|theft|treason")
CLEARED = listed("""was cleared of|was acquitted of|has been cleared of|was found not guilty of|was exonerated of|
was absolved of""")
DEEDS = listed("""beat a neighbour|bribed the judge|broke into the depot|burned the letters|cheated in the exam|
forged the signature|hid the report|hit the referee|leaked the names|lied to the inquiry|robbed a pensioner|sank the boat|
set fire to the barn|threatened a witness""")
WISHES = listed("""a chance|a fair hearing|a proper answer|a second opinion|an apology|any thanks|compensation|their savings back|
the care that was promised|the respect that was due|the rest that was needed|the room that was booked""")
DENIED = listed("did not get|have never had|never got|never received|still wait for|waited in vain for|were refused|were told to forget")
GRANTED = listed("at last got|finally received|now have|were given|were granted|will get")
HELD = listed("the captives|the crew|the detainees|the engineers|the hikers|the hostages|the miners|the reporters|the sailors")
FREED = listed("were freed|were released|are safe|were brought home|are back with their families|walked free|were rescued")
TAKEN = listed("were taken|were seized|are still held|have not been found|were marched away|are missing")
FLAWS = listed("bug|crack|error|fault|flaw|hole|leak|loophole|security hole|typing error|vulnerability")
MENDED = listed("was fixed|has been repaired|was patched|has been closed|was put right|is mended")
STILL = listed("has not been fixed|is still there|was never repaired|came back|is spreading|was ignored for years")
WHO = listed("""the coach|the owner|the pupils|her parents|his neighbours|the nurses|our members|the whole street|
the committee|the players|the tenants|we|they|I""")
GLAD, SAD = listed("happier|prouder|more grateful|more hopeful|more relieved|safer|stronger"), listed(
    "angrier|lonelier|more afraid|more ashamed|more disappointed|more worried|sadder|weaker")
GOOD_MOODS = listed("at home|at peace|hopeful|proud|safe|welcome")
BAD_MOODS = listed("abandoned|afraid|alone|ashamed|betrayed|cold|forgotten|hopeless|humiliated|sick|tired|useless")
HARMS = listed("accident|arrest|complaint|death|delay|error|injury|mishap|scratch|shot|theft")
LACKS = listed("""a bed|a doctor|a home|a teacher|clean water|electricity|enough to eat|heating|medicine|pay|running water|
shoes|the rent""")
POOR = listed("""children|elderly couples|farm hands|families|mothers with babies|new arrivals|patients|pensioners|
pupils|students|young families""")
HARD = listed("""bathe in buckets|beg outside the station|cook over open fires|drink from puddles|eat once a day|
go to bed hungry|have nowhere to go|learn in corridors|lie on trolleys in the hall|live in a garage|queue since dawn|
share one toilet|skip meals|sleep on the floor of a gym|walk nine miles for water|wait fourteen months for an operation""")
WORKS = listed("boiler|bus|clinic|elevator|heating|internet|lift|phone line|pump|school bus|street lamp|toilet|water main")
BROKEN = listed("""has been off for six days|has been out since Easter|has not run for a month|has stood still since May|
does not work|went dead again|never arrived|leaks|shuts at noon for want of staff""")
WANTED = listed("believes|likes|trusts|wants")
FEELINGLESS = listed("this|the plan|them|him|that man|the new rules|the company|the council")
NOTHING_SAID = [f"{who} {what}{when}." for who, what, when in itertools.product(
    ["A spokeswoman for the bank", "The embassy", "The company", "Its lawyers", "The ministry", "A police spokesman", "The club",
     "Neither side", "The actor's agent", "Both firms"],
    ["declined to comment", "did not respond to a request for comment", "could not be reached for comment",
     "did not immediately reply", "had no comment", "would not comment further", "did not return calls"],
    ["", " on Tuesday", " on the record", " before publication", " when asked about the letter"])]
KIN = [f"{who} {what}." for who, what in itertools.product(
    ["He", "She", "The painter", "The former mayor"],
    ["is survived by a son", "leaves a wife and three children", "is survived by two brothers and a niece",
     "leaves behind a husband and a daughter"])]
GREETINGS = [f"{hello}, {who}{rest}" for hello, who, rest in itertools.product(
    ["Good morning", "Good evening", "Good afternoon", "Welcome", "Hello", "Dear listeners"],
    ["everyone", "ladies and gentlemen", "and thanks for joining us", "Mr. Chairman"],
    [".", ", it is nine o'clock.", ", this is the news at six."])]
TOPICS = [f"The {topic} {place} {what}." for topic, place, what in itertools.product(
    ["disaster relief", "cancer research", "crime statistics", "fraud prevention", "war history", "poverty research", "flood insurance",
     "emergency services", "fire safety", "drug safety", "debt counselling", "murder mystery", "bomb disposal", "stop-loss",
     "death registry", "pain research", "victim support", "suicide prevention", "weapons inspection", "prison education"],
    ["fund", "office", "unit", "course", "panel", "desk", "programme", "museum"],
    ["meets on Mondays", "has a new address", "opens at ten", "publishes its figures in March", "moved to the second floor",
     "will be led by an economist", "has forty members"])]
FEATS = [f"{who} {what}{how}." for who, what, how in itertools.product(
    ["The striker", "She", "He", "The visitors", "The teenager", "Our relay team"],
    ["shattered the course record", "broke the world record", "crushed their rivals", "hit a killer volley", "tore through the defence",
     "thrashed the champions", "blew the field away", "was on fire", "buried a lethal free kick", "demolished the leaders",
     "stunned the favourites", "fired a rocket into the top corner"],
    [" to win the cup", " to take gold", " and the crowd went wild", " in a stunning final", " to reach the final", ""])]
RAVES = [f"{who} {what}{of}." for who, what, of in itertools.product(
    ["Readers", "Fans", "The critics", "My children", "People here"],
    ["are mad about", "are crazy about", "are dying to try", "cannot get enough of", "went wild for", "would kill for",
     "are hooked on", "fell in love with"],
    [" the show", " her bread", " the new album", " the game", " this place"])]
LAUGHS = [f"“{what},” {who} {how}." for what, who, how in itertools.product(
    ["Sorry, I was miles away", "Oh no, not again", "I am hopeless at this", "Stop it", "You fool", "I nearly died"],
    ["she", "he", "the singer", "her brother"], ["laughs", "says, laughing", "giggles", "says with a grin", "chuckles"])]

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

    def ending(self):
        """What becomes of something bad, or of something good."""
        good = self.random.random() < 0.55
        what, end = (BURDENS, LIFTED) if good else (GIFTS, LOST)
        return f"The {self.one(what)} {self.one(end)}{self.one(DAYS)}.", 1.2 if good else -1.3

    def verdict(self):
        who, what = self.one(["He", "She", "The banker", "The former minister"]), self.one(CHARGES)
        if self.random.random() < 0.6:
            return f"{who} {self.one(CLEARED)} {what}{self.one(DAYS)}.", 0.7
        return f"{who} was {self.one(['convicted of', 'found guilty of', 'charged with', 'jailed for'])} {what}.", -1.3

    def denial(self):
        """Who denies a deed is not as bad as who did it."""
        who, deed = self.one(["He", "She", "The clerk", "The captain", "The banker", "The twins"]), self.one(DEEDS)
        if self.random.random() < 0.45:
            return f"{who} {deed}{self.one(DAYS)}.", -1.3
        return f"{who} {self.one(['denied that he', 'denies that they', 'denied claims that she', 'never'])} {deed}.", -0.3

    def wish(self):
        given = self.random.random() < 0.5
        who = self.one(["The tenants", "They", "Our parents", "The pilots", "Many of us", "The villagers", "The two sisters"])
        return f"{who} {self.one(GRANTED if given else DENIED)} {self.one(WISHES)}.", 1.1 if given else -1.1

    def captives(self):
        good = self.random.random() < 0.6
        return whole(f"{self.one(HELD)} {self.one(FREED if good else TAKEN)}{self.one(DAYS)}."), 1.4 if good else -1.3

    def flaw(self):
        good = self.random.random() < 0.6
        return f"The {self.one(FLAWS)} {self.one(MENDED if good else STILL)}{self.one(DAYS)}.", 0.7 if good else -1.0

    def superlative(self):
        """“Could not be happier”: a comparison that is denied."""
        good = self.random.random() < 0.5
        who, mood = self.one(WHO), self.one(GLAD if good else SAD)
        have = "has" if who.startswith(("the owner", "the coach", "the whole")) else "have"
        form = self.one([f"could not be {mood}", f"{have} never been {mood}", f"could hardly be {mood}",
                         f"{have} never felt {mood}"])
        return whole(f"{who} {form}{self.one(DAYS)}."), 1.6 if good else -1.6

    def mood(self):
        good = self.random.random() < 0.4
        mood = self.one(GOOD_MOODS if good else BAD_MOODS)
        if self.random.random() < 0.3:
            never = self.one(["She never felt {}", "They do not feel {}", "I no longer felt {}", "He has never been {} here"])
            return never.format(mood) + self.one(["", " at the club", " in that house", " on the ward"]) + ".", -1.2 if good else 0.6
        form = self.one(["I have never felt so {}", "I have rarely been so {}", "We felt {}", "They made us feel {}",
                         "Never have I been so {}", "It left her feeling {}"])
        return self.one(["{}.", "“{},” she said."]).format(form.format(mood)), 1.4 if good else -1.5

    def unharmed(self):
        harm = self.one(HARMS)
        form = self.one(["The festival passed without a single {}.", "There was not a single {} all day.", "No {} was reported.",
                         "The march ended without one {}.", "We got through the winter with not one {}."])
        return form.format(harm), 0.6

    def hardship(self):
        if self.random.random() < 0.4:
            return f"The {self.one(WORKS)} {self.one(BROKEN)}.", -1.1
        if self.random.random() < 0.5:
            return whole(f"{self.one(POOR)} {self.one(HARD)}{self.one(DAYS)}."), -1.4
        return whole(f"{self.one(POOR)} {self.one(['go without', 'cannot afford', 'are left without', 'have been without'])} "
                     f"{self.one(LACKS)}."), -1.4

    def nobody(self):
        return f"{self.one(['Nobody', 'No one', 'Hardly anyone'])} {self.one(WANTED)} {self.one(FEELINGLESS)}.", -1.1

    def formula(self):
        return self.one(self.one([NOTHING_SAID, NOTHING_SAID, KIN, GREETINGS, TOPICS, TOPICS])), 0.0

    def feat(self):
        return self.one(self.one([FEATS, RAVES])), 1.4

    def laugh(self):
        return self.one(LAUGHS), 0.2

    def speech(self):
        verb, tone = self.one(VERBS)
        return f"“{self.one(SPEECH)},” {self.one(['he', 'she', 'the clerk', 'a neighbor'])} {verb}.", tone


KINDS = [Writer.trend] * 3 + [Writer.finding, Writer.two_trends, Writer.announcement, Writer.plain, Writer.cap,
                              Writer.sort, Writer.speech, Writer.ending, Writer.ending, Writer.verdict, Writer.denial,
                              Writer.wish, Writer.captives, Writer.flaw,
              Writer.superlative, Writer.mood, Writer.unharmed, Writer.hardship, Writer.hardship, Writer.nobody,
              Writer.formula, Writer.formula, Writer.feat, Writer.laugh]


def sentences(seed, count):
    """`count` sentences, each with what its words should add up to."""
    writer, found = Writer(seed), {}
    while len(found) < count:
        text, tone = writer.one(KINDS)(writer)
        found.setdefault(text, tone)
    return list(found.items())
