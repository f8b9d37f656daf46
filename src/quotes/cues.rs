//! Cue verbs: which words report speech or thought, and what follows them.
//!
//! The list is `cues.txt`; its head says how it was made.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A cue verb.
#[derive(Debug)]
pub(super) struct Cue {
    /// What may follow it as content.
    pub(super) frames: Frames,
    /// Prepositions that its content may stand behind ("spoke about").
    pub(super) prepositions: Vec<&'static str>,
}

/// What may follow a cue as its content.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "six independent facts about a verb")]
pub(super) struct Frames {
    /// Quotation marks.
    pub(super) quotation: bool,
    /// A clause with "that" or a question word.
    pub(super) that: bool,
    /// A clause without.
    pub(super) clause: bool,
    /// A noun phrase.
    pub(super) noun: bool,
    /// A listener comes first ("told him that").
    pub(super) listener: bool,
    /// "to" and a verb.
    pub(super) infinitive: bool,
}

/// The form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// "say"
    Base,
    /// "says"
    Third,
    /// "said", also the past participle
    Past,
    /// "saying"
    Gerund,
}

/// The cue verb that a word is a form of.
pub(super) fn look_up(norm: &str) -> Option<(&'static Cue, Form)> {
    static LIST: LazyLock<List> = LazyLock::new(read);
    LIST.forms.get(norm).map(|&(cue, form)| (&LIST.cues[cue], form))
}

struct List {
    cues: Vec<Cue>,
    /// For each form of a verb, the index of its cue.
    forms: HashMap<String, (usize, Form)>,
}

fn read() -> List {
    let mut cues = Vec::new();
    let mut forms = HashMap::new();
    for line in include_str!("cues.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('|').map(str::trim);
        let mut next = || fields.next().unwrap_or_default();
        let (base, irregular, frames, prepositions) = (next(), next(), next(), next());
        for (form, kind) in inflect(base, irregular) {
            forms.entry(form).or_insert((cues.len(), kind));
        }
        cues.push(Cue {
            frames: Frames {
                quotation: frames.contains('q'),
                that: frames.contains(['t', 'a']),
                clause: frames.contains('c'),
                noun: frames.contains('n'),
                listener: frames.contains('a'),
                infinitive: frames.contains('i'),
            },
            prepositions: prepositions.split_whitespace().collect(),
        });
    }
    List { cues, forms }
}

fn inflect(base: &str, irregular: &str) -> Vec<(String, Form)> {
    let mut forms = vec![(base.to_owned(), Form::Base)];
    let consonant_y = base.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    let sibilant = ["s", "sh", "ch", "x", "z"].iter().any(|end| base.ends_with(end));
    let e_stem = base.strip_suffix('e');
    forms.push((
        match consonant_y {
            Some(stem) => format!("{stem}ies"),
            None if sibilant => format!("{base}es"),
            None => format!("{base}s"),
        },
        Form::Third,
    ));
    let mut gerund = false;
    let mut past = false;
    for form in irregular.split_whitespace() {
        let is_gerund = form.ends_with("ing");
        gerund |= is_gerund;
        past |= !is_gerund;
        forms.push((form.to_owned(), if is_gerund { Form::Gerund } else { Form::Past }));
    }
    if !past {
        let regular = match (consonant_y, e_stem) {
            (Some(stem), _) => format!("{stem}ied"),
            (_, Some(stem)) => format!("{stem}ed"),
            _ => format!("{base}ed"),
        };
        forms.push((regular, Form::Past));
    }
    if !gerund {
        let stem = e_stem.filter(|stem| !stem.ends_with('e')).unwrap_or(base);
        forms.push((format!("{stem}ing"), Form::Gerund));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::{Form, look_up};

    #[test]
    fn forms_of_verbs() {
        for (word, form) in [
            ("said", Form::Past),
            ("tells", Form::Third),
            ("denies", Form::Third),
            ("denied", Form::Past),
            ("arguing", Form::Gerund),
            ("admitting", Form::Gerund),
            ("stresses", Form::Third),
            ("agreeing", Form::Gerund),
            ("believe", Form::Base),
        ] {
            assert_eq!(look_up(word).map(|(_, form)| form), Some(form), "{word}");
        }
        assert!(look_up("table").is_none());
    }
}
