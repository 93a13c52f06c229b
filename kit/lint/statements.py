"""What a sentence states: a deed, a measure, a cause. Told by its verbs and by who does what, clause by clause; no topic has to be known."""

import re
from collections.abc import Iterator

DONE = re.compile(
    r"\b(?:have|has)\s(?:already\s|now\s|also\s|since\s|all\s|immediately\s|promptly\s)?(?:been\s(?:already\s|all\s)?)?"
    r"(?:removed|deleted|delisted|corrected|changed|replaced|updated|signed|installed|hired|introduced|implemented|established"
    r"|adopted|arranged|assigned|appointed|completed|uploaded|submitted|moved|solved|resolved|fixed|rectified|stopped|switched"
    r"|upgraded|set\sup|terminated|contacted|refunded|compensated|reviewed|checked|inspected|trained)\b",
    re.IGNORECASE,
)
# --- a deed -------------------------------------------------------------------------------------

_CLAUSES = re.compile(
    r"[,;:|–—]\s|\s-\s|\b(?:and|but|so|because|while|which|who|since|until|if)\b(?!\s(?:been|on)\b)", re.IGNORECASE
)
_OPENING = re.compile(
    r"^(?:\W{0,4}(?:\d{1,2}(?:\.\d{1,2}){0,2}[.)]?\s)?(?:corrective\saction\s?\d?\s?:\s)?)"
    r"(?:(?:besides|moreover|furthermore|in\saddition|additionally|also|then|finally|first(?:ly)?|second(?:ly)?|third(?:ly)?|next|meanwhile|therefore|thus)\s)?",
    re.IGNORECASE,
)
_ADVERB = r"(?:(?:\w{1,14}ly|now|already|also|since|just|all|both|again|then|once|first|straight\saway|right\saway|at\sonce|each|even|too|likewise|thus|meanwhile|myself|ourselves|personally)\s){0,3}"
_IRREGULAR = (
    r"dealt|taken|given|sent|made|put|set|reset|told|done|redone|brought|bought|built|rebuilt|caught|chosen|cut|drawn|driven|got|gotten|held|hidden|kept|laid|led|lent|let"
    r"|met|overhauled|paid|repaid|read|rewritten|written|wrote|run|rung|sold|shown|shut|spent|split|spoken|spread|swept|taught|thrown|withdrawn|undertaken|torn|hung|bound|ground|sewn|shot|sought|struck|gone"
)
_PAST_ONLY = r"took|gave|went|wrote|rewrote|spoke|chose|drew|drove|withdrew|threw|tore|undertook|rang|ran|hid|sought|sat|began|came|met|left|found|stood|flew|did"
_NO_DOING = (
    r"(?:been|had|seen|become|known|felt|understood|learned|learnt|fallen|risen|dropped|improved|increased|decreased|declined|halved|doubled|happened|occurred|expired|experienced"
    r"|suffered|wanted|needed|believed|hoped|liked|loved|regretted|remained|stayed|seemed|appeared|lasted|belonged|existed|resulted|respected|complied|realised|realized|noticed"
    r"|admitted|accepted|agreed|apologi[sz]ed|promised|guaranteed|reserved|deserved|enjoyed|tried|struggled|recovered|stabili[sz]ed|doubted|trusted|indeed|need|speed|exceed|proceed|hundred|red|bed|feed|seed|weed|based|limited|united"
    r"|unfounded|unexpected|unwanted|so-called)\b"
)
_NO_PASSIVE = (
    r"(?:proven|proved|registered|based|located|satisfied|committed|convinced|called|named|certified|approved|required|allowed|permitted|related|concerned|affected|dedicated|prepared"
    r"|supposed|considered|needed|determined|entitled|disappointed|surprised|interested|worried|pleased|delighted|ashamed|embarrassed|shocked|saddened|qualified|authori[sz]ed|licen[sc]ed|insured"
    r"|protected|owned|meant|compared|expected|assured|guaranteed|justified|unjustified|mistaken|accused|flagged|judged|misjudged|penali[sz]ed|treated|misunderstood|confused|caused|attached|enclosed|devoted"
    r"|honou?red|grateful|shown|seen|known|left|tired|stressed|frustrated|made\s(?:of|in|from|by)|sold\s(?:by|in|on)|used\s(?:to|by|in|for))\b"
)
_DID = rf"(?!{_NO_DOING})(?:\w{{2,15}}ed|{_IRREGULAR}|{_PAST_ONLY})"
_IS_DONE = rf"(?!{_NO_DOING})(?!{_NO_PASSIVE})(?:\w{{2,15}}(?:ed)|{_IRREGULAR}|dealed|take|remove|delete|hide|close|stop|correct|change|clear)"
_HAS_DONE = re.compile(rf"(?:\b(?:have|has|had)|['’]ve|\b\w{{1,15}}['’]s)\s{_ADVERB}{_DID}\b", re.IGNORECASE)
_WAS_DONE = re.compile(
    rf"\b(?:was|were|been|being|got|get|gets|(?:is|are)\s(?:now|already|again|all|also))\s{_ADVERB}(?!not\b){_IS_DONE}\b"
    rf"|(?:\b(?:is|are)|\w['’](?:s|re))\s{_ADVERB}(?:removed|deleted|delisted|corrected|changed|replaced|updated|installed|stopped|blocked|locked|closed|counted|deducted|returned|refunded|repaid|compensated"
    r"|cancell?ed|moved|recalled|informed|notified|dismissed|fined|punished|sensiti[sz]ed|hired|relabell?ed|reprinted|uploaded|submitted|sent|taken\s(?:off|down|away|out))\b",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|am|be|have|has|had|do|does|did)\b|\w['’](?:s|re|m|ve)\s", re.IGNORECASE)
_WE_DID = re.compile(rf"\b(?:we|i|he|she|they)\s{_ADVERB}{_DID}\b", re.IGNORECASE)
_THEY_DID = re.compile(
    rf"^(?:\S{{1,30}}\s){{1,7}}?{_ADVERB}(?<!\bthe\s)(?<!\bour\s)(?<!\ba\s)(?<!\ban\s)(?<!\ball\s)(?<!\bof\s)(?<!\bby\s)(?<!\bfor\s)(?<!\bwith\s)(?<!\bto\s)(?<!\bany\s)(?<!\beach\s)(?<!\bno\s)"
    rf"{_DID}(?=\s?$|[.!]|\s(?:the|our|its|all|an?|that|this|these|those|in|by|to|at|on|from|into|with|for|through|over|off|away|along|across|each|every|both|any|it|them|him|her|his|my|us|me|up|out|down|off|back|over|go|two|three|four|five|six|ten|\d|[A-Z]|new|more|\w+s\b))",
)
_DID_FIRST = re.compile(
    rf"^{_ADVERB}(?!(?:attached|enclosed|related|concerned|affected|dated|compared|given|sorry)\b){_DID}\b",
    re.IGNORECASE,
)
_HAD_DONE = re.compile(
    rf"^(?:\w{{1,12}}\s){{0,2}}had\s(?:the|our|my|all|it|them|a|an|every|each)\s(?:\S{{1,20}}\s){{0,4}}{_DID}\b|^(?:\S{{1,20}}\s){{1,4}}(?:have|has)\shad\s(?:their|its|our|his|her)\s\w",
    re.IGNORECASE,
)
_ALREADY = re.compile(
    r"\b(?:already|immediately|at\sonce)\s(?!a\b|the\b|in\b|at\b|very\b|well\b|safe\b|good\b|is\b|are\b|was\b|know\w{0,2}\b|been\b)[a-z]{3,}",
    re.IGNORECASE,
)
_STATE = (
    r"(?:\w{1,14}ly|are|am|is|was|were|be|been|have|had|has|do|did|don['’]t|reserve|ask|request|beg|believe|think|know|understand|love|hope|trust|agree|disagree|accept|deny|insist|maintain|feel|mean|need|want|wish|regret"
    r"|apologi[sz]e|thank|expect|rely|appreciate|value|regard|care|confirm|assure|promise|guarantee|note|remind|demand|deserve|see|like|consider|acknowledge|recogni[sz]e|admit|reali[sz]e|suggest"
    r"|recommend|refuse|object|contest|dispute|protest|stand|remain|stay|sell|own|run|operate|offer|respect|comply|follow|always|never|not|can|cannot|can['’]t|could|would|should|must|may|might|will|shall|only|still|hereby"
    r"|look|attach|enclose|refer|submit|state|declare|certify|swear|commit|strive|aim|plan|intend|propose|in|at|of|and|or|to|the|a|an|as|on|with|for|from|by|that|members?|work|take\s(?:full|pride|the|this|it|responsibility|all)|bear|pray|let|please|seek|call\son|claim|say|assume|find|get|also|now|too|all|both|no|our)\b"
)
_WE_DO = re.compile(rf"\b(?:we|i|boss)\s{_ADVERB}(?!{_STATE})[a-z]{{3,}}(?<!ed)\b", re.IGNORECASE)
_NOW_DOES = re.compile(
    r"\bnow\s(?!is\b|has\b|was\b|stands\b|shows\b|looks\b|meets\b|remains\b|reads\b|lies\b|seems\b|knows\b|understands\b|feels\b|believes\b|this\b)[a-z]{2,}[a-z]s\b(?<!ss)",
    re.IGNORECASE,
)
_IS_AWAY = re.compile(
    r"(?:\b(?:is|are|was|were|all|now|already|came|went|been)|\w['’](?:s|re))\s(?:\w{1,14}ly\s|all\s|now\s|back\s|already\s){0,2}(?:on\sthe|off|out|offline|online|live|back\s(?:on|in|up)|down|gone|away|in\splace|sorted|clear|done|finished|complete)\b",
    re.IGNORECASE,
)
_DO = re.compile(
    r"^(?:(?:further|also|immediately|\w{2,14}ly)\s)?(?:remove|delete|take\sdown|close|correct|change|replace|update|stop|hire|train|refund|compensate|contact|inform|install|introduce|establish|strengthen|standardi[sz]e|improve|move|send|return|recall|switch"
    r"|check|audit|review|re-?check|re-?train|ship|dispatch|upload|cancel|block|terminate|appoint|assign|organi[sz]e|conduct|implement|carry\sout|clean|clear)\s\w"
    r"|^(?:(?:full|partial|complete|immediate|new|additional|prompt|the)\s){0,2}(?:removal|deletion|refunds?|replacement|training|introduction|installation|correction|update|recall|termination|appointment|creation|implementation|withdrawal|closure"
    r"|retraining|relabell?ing|compensation)\s(?:of|to|for|from|in|with)\b",
    re.IGNORECASE,
)
_IF = re.compile(r"\W{0,4}(?:if|unless|should|when|whenever|please)\b", re.IGNORECASE)
_UNDONE = re.compile(
    r"\b(?:should|must|can|could|may|might|would|will|shall|cannot|never|nobody|no\sone|none|neither|nor|always|wouldn['’]t)\b|['’]ll\b|\bcan['’]t\b|\b(?:did|do|does|has|have|had|was|were|is|are)(?:\snot\b|n['’]t\b)|\bthere\s(?:is|are|was|were|has|have)\b"
    r"|^no\s",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"^(?!.{0,60}\b(?:got|received)\s)(?:(?:the|our|these|those|most|all|many|some|several|both|each|every|other|affected|of|your|own|\d{1,4})\s){0,4}(?:you|buyers?|customers?|clients?|shoppers?|consumers?|tiktok(?:\sshop)?\b(?!\s(?:rules?|polic\w{1,3}|guidelines?|listings?|pages?|shop|store|account)\b)|platform|reviewers?|seller\ssupport|(?:review|support|appeals?)\steam|algorithm|system|moderators?|dermatologists|experts?|competitors?)\b",
    re.IGNORECASE,
)
_FIGURE_MOVED = re.compile(
    r"\b(?:rates?|shares?|refunds|returns|complaints|scores?|ratings?|reviews|feedback|figures?|numbers?|cases|cancellations|disputes|delays|sales|times?|quality|results?|percentage|situation|performance|level|orders)\s(?:\S{1,20}\s){0,4}?"
    r"(?:fell|fallen|dropped|rose|risen|improved|halved|doubled|decreased|increased|declined|recovered|gone\s(?:\w{1,8}\s)?(?:down|up)|went\s(?:\w{1,8}\s)?(?:down|up|back)|came\s(?:\w{1,8}\s)?down|(?:is|are)\s(?:\w{1,8}\s){0,2}(?:down|up|back))\b",
    re.IGNORECASE,
)


_IS_SO = re.compile(
    rf"(?:\b(?:is|are|am)|\w['’](?:s|re|m))\s(?!\w{{2,15}}(?<!th)ing\b)(?!(?:now\s)?(?:to|under|all\sabout)\b)(?!{_ADVERB}(?:being|{_IS_DONE})\b)",
    re.IGNORECASE,
)


def states_deed(sentence: str) -> bool:
    """Whether a sentence says that the seller's side did something, or that something was done.

    A state, a figure, an opinion, a plea, a condition or a denial is no deed.
    """
    if _IF.match(sentence):
        return False
    is_after_state = False
    for clause in _clauses(sentence):
        if _is_deed(clause) and not (is_after_state and _DID_FIRST.match(clause)):
            return True
        is_after_state = bool(_IS_SO.search(clause))
    return False


def _clauses(sentence: str) -> Iterator[str]:
    """Its parts, without what only leads from one to the next."""
    parts = (_OPENING.sub("", part.strip()) for part in _CLAUSES.split(_OPENING.sub("", sentence)))
    return filter(None, parts)


def _is_deed(clause: str) -> bool:
    if any(words.search(clause) for words in (_UNDONE, _FIGURE_MOVED, _SAYS)):
        return False
    if _WAS_DONE.search(clause):
        return True
    if _ANOTHER.search(clause):
        return False
    if any(words.search(clause) for words in (_HAS_DONE, _HAD_DONE, _WE_DID, _ALREADY, _WE_DO, _NOW_DOES, _IS_AWAY, _DO)):
        return True
    return not _AUXILIARY.search(clause) and bool(_DID_FIRST.search(clause) or _THEY_DID.search(clause))


# --- a measure, or a cause ----------------------------------------------------------------------

_SAYS = re.compile(
    r"^(?:\w{1,12}\s){0,3}?(?:we|i)\s(?:\w{1,14}ly\s|hereby\s|also\s|now\s|must\s|would\slike\sto\s|can\sonly\s|still\s){0,2}"
    r"(?:reserve|ask|request|beg|believe|think|suppose|assume|guess|suspect|hope|trust|agree|disagree|accept|deny|insist|feel|wish|regret|apologi[sz]e|thank|appreciate|consider|deserve|expect|object|contest|dispute|demand|declare|certify)\b",
    re.IGNORECASE,
)
_COMES = re.compile(r"\b(?:will|shall|going\sto|from\snow|must|should)\b|['’]ll\b", re.IGNORECASE)


def states_measure(sentence: str) -> bool:
    """Whether a sentence may tell of a measure: a part of it is no figure, state, opinion, plea or denial, and no other's doing."""
    return any(
        _COMES.search(part) or _is_deed(part) or not _is_stated(part) for part in _clauses(sentence) if len(part.split()) > 1
    )


def _is_stated(clause: str) -> bool:
    return any(words.search(clause) for words in (_FIGURE_MOVED, _ANOTHER, _SAYS, _IS_SO, _UNDONE))


_YOURS = re.compile(
    r"\byour\s(?:\w{1,14}\s){0,2}(?:systems?|reviews?|algorithms?|team|reviewers?|filters?|software|decision|platform|moderat\w{2,4}|checks?|robots?|staff|support|bots?|ai)\b"
    r"|^\W{0,3}(?:you|tiktok)\s(?!shop\b)\w",
    re.IGNORECASE,
)
_CONTROL = (
    r"(?:lines?|steps?|lists?|tasks?|reminders?|alarms?|alerts?|checklists?|fields?|columns?|forms?|registers?|sheets?|logs?|settings?|procedures?|templates?|calendars?|labels?|barcodes?"
    r"|buttons?|screens?|timetables?|signatures?|keys?|entry|entries|place|rows?|box|mark|checks?|reader|second|role|owner|rules?|date|day|limits?|numbers?|counts?|backup|deputy|stand-in|lock|copy)"
)
_NO_CONTROL = re.compile(
    rf"\b(?:had|has|have|held|contained|named|with|there\s(?:was|were|is))\s(?:no|neither)\s(?:\w{{1,14}}\s){{0,2}}{_CONTROL}\b|\bwithout\san?\s(?:\w{{1,14}}\s){{0,2}}{_CONTROL}\b"
    r"|\b(?:list|sheet|plan|form|checklist|template|log|page|field|step|rule|procedure|manual|guide|table|register|brief|contract|calendar|timetable|software|tool|system|setting|label)\s"
    r"(?:did|does|had|has|was|is)\s(?:not|never)\s(?:ask|asked|name|named|say|said|show|shown|cover|covered|include|list|listed|warn|stop|require|mention|compare|check|hold|carry|set|moved|updated|changed)\b",
    re.IGNORECASE,
)


def states_cause(sentence: str) -> bool:
    """Whether a sentence may tell of a cause on the seller's side for which no control is named.

    What was put right since is no cause, nor what the platform did; and who says which control was missing has named the cause.
    """
    is_remedy = DONE.search(sentence) and not _UNDONE.search(sentence)
    return not (is_remedy or _YOURS.search(sentence) or _NO_CONTROL.search(sentence))
