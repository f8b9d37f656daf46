//! The classes that a word of the lexicon can have.
//!
//! A class is a question that some stage asks of a word ("does it stand before
//! names?"), so each is named after what the word does in news English, and a
//! word may have several. Most words of an article have none.

/// Declares [`Class`] and the name that `words.txt` has for each member.
macro_rules! classes {
    ($($(#[doc = $doc:literal])+ $class:ident = $name:literal),+ $(,)?) => {
        /// What kind of word a word is. Examples stand in quotation marks.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Class {
            $($(#[doc = $doc])+ $class),+
        }

        impl Class {
            /// Every class with its name in the table, in order of declaration.
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
    /// A third-person pronoun that tells a gender: "he", "herself".
    Pronoun = "pronoun",
    /// A given name that nearly only men have: "john".
    GivenMale = "given_male",
    /// A given name that nearly only women have: "mary".
    GivenFemale = "given_female",
    /// A given name that women and men have: "kim".
    GivenEither = "given_either",
    /// A given name that is also a word, a place, a month or a title ("mark"):
    /// alone it is weak evidence of a person.
    GivenWord = "given_word",
    /// An abbreviation, which keeps its full stop as part of the token: "mr", "inc".
    Abbreviation = "abbreviation",
    /// An abbreviation that keeps its full stop only before a number: "no", "fig".
    Numbered = "numbered",
    /// An abbreviation that always leads to something, so that no sentence
    /// starts after it: "gen", "mt".
    Leading = "leading",
    /// Stands after a surname: "jr", "iii".
    Suffix = "suffix",
    /// Letters after a name that are an honour or a rank and no part of it: "qc", "phd".
    PostNominal = "post_nominal",
    /// A small word inside a name: "van", "bin".
    Particle = "particle",
    /// A given name that is more often a place: "paris".
    Place = "place",
    /// A noun for an organization that was named before ("the bank"). With a
    /// capital it makes a name that of an organization.
    Body = "body",
    /// With a capital it makes a name that of an organization, but in small
    /// letters it is no noun for one: "times".
    BodyName = "body_name",
    /// A [`Body`](Class::Body) that sells something: "airline".
    Business = "business",
    /// A [`Body`](Class::Body) or [`BodyName`](Class::BodyName) that is a surname after a
    /// given name: "brewer".
    Surname = "surname",
    /// A body of a state, one of many: alone it stands only for one that has the word
    /// in its name. "ministry".
    State = "state",
    /// Something written that says things: "report".
    Document = "document",
    /// A country or a part of the world: "france".
    Nation = "nation",
    /// Somebody or something from a [`Nation`](Class::Nation): "french".
    Native = "native",
    /// With a capital it makes a name that of a place or an event: "avenue".
    Site = "site",
    /// A noun for one person who may have been named before: "envoy".
    Person = "person",
    /// A noun for somebody who acts in the case of others, so that alone it stands for
    /// nobody named: "judge".
    Bystander = "bystander",
    /// A noun for a person, or for some who belong together, that tells no role: "child", "jury".
    Human = "human",
    /// A noun for a person whom news leaves without a name: "aide".
    Anonymous = "anonymous",
    /// Stands for several people, though it does not end in s: "police".
    People = "people",
    /// With "both" or "the two" before it, stands for two people: "leaders".
    Pair = "pair",
    /// Stands for nobody in particular: "someone", "we".
    Indefinite = "indefinite",
    /// A function word: even with a capital it is no part of a name. "the", "after".
    Function = "function",
    /// With a capital and after an abbreviation such as "U.S." it starts a sentence: "the".
    Starter = "starter",
    /// Stays in small letters in a headline whose other words have capitals: "of".
    Small = "small",
    /// Says no more than that, how or when somebody spoke: "said", "late".
    Light = "light",
    /// A preposition or "who", after which the noun before it is described
    /// more closely: "aides *to* Lee".
    Link = "link",
    /// Makes the name after it depend on the words before, as a
    /// [`Link`](Class::Link) does: "a vote *against* Lee".
    Hanging = "hanging",
    /// Opens a phrase or clause before the main clause: "despite".
    Fronting = "fronting",
    /// A finite verb: the words that hold it are a clause. "is", "said".
    Finite = "finite",
    /// A form of "be".
    Being = "being",
    /// A verb that goes on with the sentence after a quoted question: "asked".
    ReplyCue = "reply_cue",
    /// With "not", says that something was not said: "mention".
    UnsaidCue = "unsaid_cue",
    /// Participles that give a name ("is known as", "dubbed"): where nobody is said to
    /// give it, nobody says it.
    NamingCue = "naming_cue",
    /// A verb whose passive has the listener for its subject: "told".
    TellingCue = "telling_cue",
    /// A participle that adds something said by the same speaker: "stressing".
    AddingCue = "adding_cue",
    /// Before a colon at the start of a line it is a label and no speaker: "photo".
    LineLabel = "line_label",
    /// Before a colon at the start of a line it stands for somebody who speaks, and
    /// is in no other class for people: "interviewer".
    TurnLabel = "turn_label",
    /// A day of the week.
    Weekday = "weekday",
    /// A month.
    Month = "month",
    /// A given name that in small letters is a word with a tone: "hope".
    ChargedGiven = "charged_given",
    /// A surname that in small letters is a word with a tone and often starts
    /// a sentence: "strong".
    ChargedSurname = "charged_surname",
    /// Often follows the subject of a sentence directly: "said", "was".
    AfterSubject = "after_subject",
    /// Turns the tone of the words after it: "not".
    Negator = "negator",
    /// Ends, prevents or fights what the words after it name, so that bad
    /// becomes good: "ended".
    Reliever = "reliever",
    /// Makes the tone of the words after it stronger: "very".
    Booster = "booster",
    /// Makes the tone of the words after it weaker: "slightly".
    Dampener = "dampener",
    /// Opens a clause that is granted before the point is made: "although".
    Concessive = "concessive",
    /// A word for a party, a faith, a people or whom one loves, which the tone
    /// reads as a name: "liberal".
    Neutral = "neutral",
}

impl Class {
    /// The classes of given names, of which each name has one.
    pub const GIVEN: &[Class] = &[Class::GivenMale, Class::GivenFemale, Class::GivenEither];

    /// The class that the table calls by a name, if there is one.
    ///
    /// ```
    /// use whosaid::lexicon::Class;
    ///
    /// assert_eq!(Class::called("given_male"), Some(Class::GivenMale));
    /// assert_eq!(Class::called("verb"), None);
    /// ```
    #[must_use]
    pub fn called(name: &str) -> Option<Class> {
        Class::ALL.iter().find(|(_, called)| *called == name).map(|&(class, _)| class)
    }
}

/// A set of classes; the default is the empty set.
///
/// ```
/// use whosaid::lexicon::{Class, Classes};
///
/// let mut classes = Classes::default();
/// classes.add(Class::Title);
/// assert!(classes.has(Class::Title) && !classes.has(Class::Person));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Classes(u64);

impl Classes {
    /// Whether a class is in the set.
    #[must_use]
    pub fn has(self, class: Class) -> bool {
        self.0 & 1 << class as u8 != 0
    }

    /// Adds a class to the set.
    pub fn add(&mut self, class: Class) {
        self.0 |= 1 << class as u8;
    }

    /// The classes in the set, in the order of [`Class::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Class> {
        Class::ALL.iter().map(|&(class, _)| class).filter(move |&class| self.has(class))
    }
}

// A set is one bit per class of a `u64`.
const _: () = assert!(Class::ALL.len() <= u64::BITS as usize);
