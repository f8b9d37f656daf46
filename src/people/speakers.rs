//! Speakers: everybody who says something, numbered, with all their mentions.

use std::collections::HashMap;
use std::ops::Range;

use super::entities::Names;
use super::resolution::Resolution;
use super::scene::{BY_UNKNOWN, Found, Who};
use super::{People, Person, Resolved, SpeakerKind};
use crate::quotes::Attribution;

/// Numbers the speakers in order of their first attribution and collects their
/// mentions. Descriptions with the same words are one speaker.
pub(super) fn gather(names: &Names, attributions: &[Attribution], resolution: Resolution) -> People {
    let mut mentions = resolution.pronouns;
    for mention in names.mentions.iter().chain(&names.credits) {
        mentions.entry(mention.entity).or_default().push(mention.tokens.clone());
    }
    let mut people = People::default();
    let mut ids: HashMap<Who, usize> = HashMap::new();
    for (attribution, found) in attributions.iter().zip(resolution.found) {
        let mut found = found.unwrap_or_else(|| Found::nobody(Vec::new()));
        if found.who.is_empty() && attribution.source.is_some() {
            found.confidence = BY_UNKNOWN;
        }
        let mut speakers: Vec<usize> = Vec::new();
        for who in found.who {
            let key = match &who {
                Who::Described { name, plural } => {
                    Who::Described { name: name.to_lowercase(), plural: *plural }
                }
                Who::Named(_) => who.clone(),
            };
            let id = *ids.entry(key).or_insert_with(|| {
                people.speakers.push(speaker(names, &who, &mentions));
                people.speakers.len() - 1
            });
            if !speakers.contains(&id) {
                speakers.push(id);
            }
        }
        people.said_by.push(Resolved { speakers, chain: found.chain, confidence: found.confidence });
    }
    people
}

/// A speaker. `mentions` has the tokens of each entity's names and pronouns.
fn speaker(names: &Names, who: &Who, mentions: &HashMap<usize, Vec<Range<usize>>>) -> Person {
    match who {
        Who::Named(index) => {
            let entity = &names.entities[*index];
            let mut mentions = mentions.get(index).cloned().unwrap_or_default();
            mentions.sort_unstable_by_key(|mention| (mention.start, mention.end));
            mentions.dedup();
            Person { name: entity.name.clone(), kind: entity.kind, role: entity.role.clone(), mentions }
        }
        Who::Described { name, plural } => {
            let kind = if *plural { SpeakerKind::Group } else { SpeakerKind::Unknown };
            Person { name: name.clone(), kind, role: None, mentions: Vec::new() }
        }
    }
}
