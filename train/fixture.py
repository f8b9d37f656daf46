"""What the trained network predicts for some texts of our own: a test compares the Rust code with it."""

import json

import torch

import data
import decode
from batches import CUES, PIECES, SOURCES
from data import chunks

TEXTS = [
    "Ann Lee said that the bridge was closed, and her deputy, Bo Ek, denied the charge on Monday.",
    "“We left at dawn,” said a spokeswoman for the harbour. “Nobody followed us.”\n\n"
    "The council wants to open the ferry, according to a report that the Herald saw.",
    "O’Hara told NATO’s envoy: ‘It won’t do.’ 🎉 李明 disagreed — or so it seemed…",
]


def write(file, model, prepare, begin, program, convention):
    """Writes a record per text: the labels' scores for each token, and the links of the spans that were found.

    `begin` is what calibration adds to the scores of labels that begin a span;
    `program` is the crate's example that cuts texts into tokens. Texts are read
    by `convention`. A model that knows thoughts says how likely each cue is one's.
    """
    records = [{"id": str(index), "text": text} for index, text in enumerate(TEXTS)]
    out = []
    for record, document in zip(records, data.documents(records, program, convention)):
        (start, end), = chunks(document)
        tensors = prepare([(document, start, end)])
        model.eval()
        with torch.no_grad():
            states = model(tensors)
            scores = model.heads.roles.emit(states).float()[0, :end]
        scores[:, decode.BEGINS] += begin
        certain = decode.certainties(document, start, end)
        chain = model.heads.roles.chain().detach().numpy()
        # A network that has hardly learned yet finds more spans than are linked.
        spans = decode.spans(decode.viterbi(scores.numpy(), chain, certain))
        sources, cues, pieces = found = [some[:most] for some, most in zip(spans, (SOURCES, CUES, PIECES))]
        with torch.no_grad():
            of_piece, of_cue = decode.linked(model, states, tensors, [found])
            thoughts = decode.thought_of(model, states, tensors)[0]
        half_open = lambda span: [span[0], span[1] + 1]
        out.append({
            "text": record["text"],
            "scores": [[round(float(score), 4) for score in row] for row in scores],
            "sources": [half_open(span) for span in sources],
            "cues": [half_open(span) for span in cues],
            "pieces": [half_open(span) for span in pieces],
            "cue_of_piece": [link(of_piece[0][i], len(cues)) for i in range(len(pieces))],
            "source_of_cue": [link(of_cue[0][i], len(sources)) for i in range(len(cues))],
        } | ({} if thoughts is None else {"thoughts": [round(float(thoughts[i]), 4) for i in range(len(cues))]}))
    file.write_text("[\n" + ",\n".join(json.dumps(record, ensure_ascii=False) for record in out) + "\n]\n")


def link(likely, count):
    """The chosen span, None for nobody, and how likely it is."""
    choice = int(likely.argmax())
    return [choice if choice < count else None, round(float(likely[choice]), 4)]
