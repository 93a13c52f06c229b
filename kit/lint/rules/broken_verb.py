"""G604: verb forms that English does not have: "did not checked", "he have", "must to check"."""

import re
from collections.abc import Iterable

from kit.lint.parts import found
from kit.lint.rule import Hit, Rule, said
from kit.lint.words import pattern
from kit.model import Both, Subject
from kit.tools.prose import excerpt

_PAST = (
    r"(?!(?:need|proceed|succeed|exceed|feed|speed|shed|embed|breed|bleed|heed|shred|seed|weed|wed|sled)\b)"
    r"(?:\w{2,14}ed|knew|went|took|gave|sent|made|found|told|wrote|saw|came|bought|sold|paid|kept|left|got|had|did|was|were|held"
    r"|lost|met|ran|said|built|began|chose|broke|forgot|spoke|thought|brought|taught|understood)"
)
_PLURAL = (
    r"(?:listings|orders|parcels|packages|products|items|goods|sellers|buyers|customers|suppliers|carriers|employees|staffs|days"
    r"|weeks|months|certificates|documents|mistakes|problems|shipments|returns|messages|reviews)"
)
_BASE = (
    r"(?:write|sign|check|make|send|copy|take|use|forget|know|go|say|tell|ask|work|pack|upload|delete|change|do|want|need|give|get|see|keep"
    r"|start|begin|sell|buy|print|answer|reply|think|find|have)"
)
_KIN = pattern(("<kin>",)).pattern
_HELPERS = (
    "did",
    "does",
    "let",
    "that",
    "should",
    "could",
    "would",
    "must",
    "will",
    "can",
    "may",
    "might",
    "had",
    "make",
    "help",
)
_HELPED = "".join(rf"(?<!\b[{word[0].upper()}{word[0]}]{word[1:]}\s)" for word in _HELPERS)
_SLIPS = re.compile(
    rf"\b(?:did|does|do)(?:\snot|n['’]t)\s{_PAST}\b"
    rf"|\b(?:can|could|would|should|must|might|shall)\s(?:not\s)?{_PAST}\b(?!\s(?:by|in|for)\b)"
    r"|\b(?:must|can|could|should|shall|would|might)\sto\b(?!\sdate)"
    r"|(?<!that\s)(?<![Dd]oes\s)(?<![Dd]id\s)(?<!should\s)\b(?:[Hh]e|[Ss]he)\s(?:have|are|do|were|don['’]t)\b"
    rf"|{_HELPED}\b(?:[Hh]e|[Ss]he)\s(?:(?:already|also|only|always|often|now)\s)?{_BASE}\b(?!-)"
    rf"|{_HELPED}\b(?:[Mm]y|[Oo]ur)\s(?:\w{{2,12}}\s)?{_KIN}\s(?:(?:already|also|only|always)\s)?{_BASE}\b(?!-)(?!\s(?:hours?|instructions?|permits?)\b)"
    r"|\b(?:[Ww]e|[Tt]hey|[Hh]e|[Ss]he)\s(?:already|now|also|still|always|just)\s(?!(?:bring|sing|ring|string|spring|swing|cling|fling|sting|wing|king|thing)\b)\w{2,12}ing\b"
    r"|\b(?:[Ww]e|[Tt]hey)\s(?:doing|using|selling|checking|having|making|waiting|packing)\b(?!\s(?:so|this|it|that)\b)"
    r"|\b(?:we|they)\s(?:has|was|is|does|doesn['’]t|wasn['’]t|hasn['’]t)\b"
    r"|(?<!of\s)(?<!for\s)(?<!in\s)(?<!on\s)\b(?:[Tt]he|[Oo]ur|[Tt]hese|[Mm]any|[Ss]ome|[Ss]everal|[Aa]ll)\s(?:rules|orders|parcels|packages|products|listings|policies"
    r"|employees|buyers|customers|certificates|documents|labels|suppliers)\s(?:was|is|has|does)\b"
    rf"|\b(?:[Ee]very|[Ee]ach|[Aa]nother)\s(?:(?:new|single|one|wrong|late|old|kind|type)\s)?{_PLURAL}\b(?!['’])"
    r"|\b(?:should|could|would|must)\sof\b(?!\s(?:course|necessity))"
    r"|\b(?:is|are|was|were|been|be)\s(?:now\s|already\s|not\s)?(?:check|ship|delete|solve|finish|dispatch|refund|delay|upload|inspect|train"
    r"|deliver|correct|replace)\s(?:by|on|in|and)\b"
    r"|\b(?:have|has|had)\s(?:been\s)?(?:check|ship|delete|solve|finish|dispatch|inspect|deliver|send|make|take|give|write|choose)\b(?!-)"
    r"|\b(?:[Aa]lthough|[Ee]ven\sthough)\s[^.;!?]{3,140},\s?but\b"
    r"|\b[Bb]ecause\s[^.;!?,]{3,140},\s?so\s(?:we|he|she|they|it|the|our|that|there)\b"
    r"|\b(?:no|not)\senough\s(?:of\s)?(?=experience)|\bno\senough\b"
    r"|\b(?:we|they|he|she|it|was|were|is|are)\s(?:was\s|were\s)?lack\s(?:of\b)?"
    r"|(?<!of\s)(?<!for\s)(?<!in\s)(?<!on\s)(?<!and\s)(?<!or\s)(?<!to\s)(?<!with\s)(?<!by\s)(?<!from\s)(?<!does\s)(?<!did\s)(?<!that\s)"
    r"\b(?:[Oo]ur|[Tt]he|[Tt]his|[Ee]ach|[Ee]very)\s(?:(?:cancel|return|refund|dispatch|new|old)\s)?(?:product|shop|store|listing|order|parcel|item|rate|price|title|picture|video"
    r"|label|certificate|supplier|factory|seller|buyer|customer|account|page|operator|warehouse)\s(?:have|are|were|don['’]t|exceed|show|need|want)\b"
    r"|(?<!of\s)(?<!for\s)(?<!in\s)\b(?:[Ss]ales|[Gg]oods|[Rr]esults|[Cc]omplaints|[Rr]efunds|[Rr]eturns)\s(?:is|was|has)\b"
    r"|\b(?:must|should|will|can|shall|need(?:s)?\sto)\s(?:check|approve|review|confirm|sign|upload|inspect|verify|pack|ship|delete)\sby\s(?:the\s|our\s|a\s)?"
    r"(?:leader|manager|boss|staff|supervisor|team|owner|system|person|operator|two|second)"
    r"|\bmore\s(?:better|faster|easier|stricter|cheaper|quicker|safer)\b"
    r"|\b(?:suggest|recommend|explain|discuss)(?:ed)?\s(?:to\sus\sto|about)\b"
    r"|\b(?:datas|equipments|informations|staffs|feedbacks|softwares|advices|knowledges|personnels|merchandises|furnitures|packagings"
    r"|evidences\s(?:is|are|was|were)|stuffs)\b"
)


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    for passage, slip, sentence in found(subject.letter.passages, _SLIPS):
        words = " ".join(slip.group().split())
        yield Hit(
            where=passage.where,
            message=Both(
                f"“{words[:80]}” is no English: “{excerpt(sentence)}”", f"“{words[:80]}”不是正确的英语：“{excerpt(sentence)}”"
            ),
            fix=Both(
                "put the verb or the word right, and let a person read the letter: only some slips are known",
                "改正动词或单词，并请人通读全信：本规则只认得部分错误",
            ),
            quote=slip.group(),
        )


RULE = Rule(
    id="G604",
    name="broken-verb",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said("Verbs and plurals have the forms that English knows.", "动词和复数形式要正确。"),
    why=said(
        "Slips of a machine's translation have led to a second refusal; what is misread is not believed.",
        "机翻造成的语义偏差会引发二次驳回；看不懂就不会信。",
    ),
    source="seed 000: 部分卖家使用机翻导致语义偏差，引发二次驳回; research/lint.md §1 (own rules: precise, low recall)",
    grade="seed",
    check=check,
    bad=(
        "The planner did not checked the count.",
        "He have moved the cut-off.",
        "The packer must to scan each parcel.",
        "Every parcels is counted.",
        "Although the van left early, but nobody saw it.",
        "The list is now check by the shift leader.",
    ),
    good=(
        "The planner did not need the count.",
        "Did he have the count? They were asked.",
        "The buyer of these orders was asked, and each order's label was printed.",
        "The cut-off could be moved, so the planner moved it.",
        "Because the van left early, 40 parcels stayed.",
    ),
)
