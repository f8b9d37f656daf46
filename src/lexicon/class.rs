//! The classes of words.

/// Writes the enumeration and the names that the table has for its members.
macro_rules! classes {
    ($($(#[doc = $doc:literal])+ $class:ident = $name:literal),+ $(,)?) => {
        /// What kind of word a word is; most words are of none, some of several.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Class {
            $($(#[doc = $doc])+ $class),+
        }

        impl Class {
            /// Every class with the name that it has in the table.
            pub const ALL: &[(Class, &str)] = &[$((Class::$class, $name)),+];
        }
    };
}

classes! {
    /// Stands before a name and is no part of it: "minister", "mr".
    Title = "title",
    /// Said of a man or boy: "king", "spokesman", "he".
    Male = "male",
    /// Said of a woman or girl: "queen", "spokeswoman", "she".
    Female = "female",
    /// A third person's pronoun that tells a gender.
    Pronoun = "pronoun",
    /// A given name that nearly only men have.
    GivenMale = "given_male",
    /// A given name that nearly only women have.
    GivenFemale = "given_female",
    /// A given name that both have.
    GivenEither = "given_either",
    /// A given name that is a word or a place as well, so that alone it shows little: "mark".
    GivenWord = "given_word",
    /// Keeps its full stop as part of the word: "mr", "inc".
    Abbreviation = "abbreviation",
    /// Keeps it before a number only: "no", "fig".
    Numbered = "numbered",
    /// An abbreviation after which no sentence starts, for it leads to something.
    Leading = "leading",
    /// Stands after a surname: "jr", "iii".
    Suffix = "suffix",
    /// A small word inside a name: "van", "bin".
    Particle = "particle",
    /// A given name that more often is a place: "paris".
    Place = "place",
    /// A noun for a body, by which one that was named is called again; with a
    /// capital it makes a name that of a body: "bank".
    Body = "body",
    /// Makes a name that of a body, but in small letters it is no noun for one: "times".
    BodyName = "body_name",
    /// A noun for one person, by which somebody named is called again: "envoy".
    Person = "person",
    /// A noun for a person whom news leaves without a name: "aide".
    Anonymous = "anonymous",
    /// Several people, though it does not end in s: "police".
    People = "people",
    /// With "both" or "the two" before it, two people: "leaders".
    Pair = "pair",
    /// Stands for nobody in particular: "someone", "we".
    Indefinite = "indefinite",
    /// With a capital it is still no part of a name: "the", "after".
    Function = "function",
    /// With a capital after "U.S." or "Inc." it starts a sentence.
    Starter = "starter",
    /// Stays in small letters in a headline whose words have capitals.
    Small = "small",
    /// Says no more than how and when somebody spoke.
    Light = "light",
    /// Hangs something on the noun before it: "of", "for".
    Link = "link",
    /// Hangs a name on what stands before it; a link does, too: "against".
    Hanging = "hanging",
    /// Opens a phrase or clause before the main clause: "despite".
    Fronting = "fronting",
    /// A finite verb: what it stands in is a clause.
    Finite = "finite",
    /// A form of "be".
    Being = "being",
    /// A verb that goes on with a sentence after a quoted question: "asked".
    ReplyCue = "reply_cue",
    /// With "not", it says that something was not said: "mention".
    UnsaidCue = "unsaid_cue",
    /// Its passive has the listener for its subject: "told".
    TellingCue = "telling_cue",
    /// A participle that adds something said by the same speaker: "stressing".
    AddingCue = "adding_cue",
    /// Before a colon at the start of a line it is a label and no speaker: "photo".
    LineLabel = "line_label",
    /// A day of the week.
    Weekday = "weekday",
    /// A month.
    Month = "month",
    /// A given name that has a tone in small letters: "hope".
    ChargedGiven = "charged_given",
    /// A surname that has a tone in small letters and often leads a sentence: "strong".
    ChargedSurname = "charged_surname",
    /// Follows the subject of a sentence.
    AfterSubject = "after_subject",
    /// Turns the tone of what follows: "not".
    Negator = "negator",
    /// Ends, prevents or fights what follows, so that something bad becomes good: "ended".
    Reliever = "reliever",
    /// Makes the tone of what follows stronger: "very".
    Booster = "booster",
    /// Makes it weaker: "slightly".
    Dampener = "dampener",
    /// Opens a clause that is granted before the point is made: "although".
    Concessive = "concessive",
    /// A word for a party, faith, people or whom one loves: the tone reads it as a name.
    Neutral = "neutral",
}

impl Class {
    /// The class with a name in the table.
    #[must_use]
    pub fn called(name: &str) -> Option<Class> {
        Class::ALL.iter().find(|(_, called)| *called == name).map(|&(class, _)| class)
    }
}

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Classes(u64);

impl Classes {
    /// Whether a class is in the set.
    #[must_use]
    pub fn has(self, class: Class) -> bool {
        self.0 & 1 << class as u8 != 0
    }

    /// Puts a class into the set.
    pub fn add(&mut self, class: Class) {
        self.0 |= 1 << class as u8;
    }

    /// The classes in the set.
    pub fn iter(self) -> impl Iterator<Item = Class> {
        Class::ALL.iter().map(|&(class, _)| class).filter(move |&class| self.has(class))
    }
}

// A set is a number of 64 bits.
const _: () = assert!(Class::ALL.len() <= 64);
