"""How words sound that are meant for a judge: the patterns that `aimed` looks for.

All but the marks of structure and the names are matched against `plain` text, so in lower case
and without typographic variety.
"""

from __future__ import annotations

import re
from functools import cache


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_JUDGE = (
    r"(?:judge|grader|evaluator|assessor|scorer|llm|a\.?i\.?|chatbot|language model|"
    r"(?:scoring|grading|judging) (?:model|system|ai|bot)|(?:ai|llm) (?:judge|model|grader)|"
    r"ai assistant|assistant|whoever (?:is )?(?:grad|scor|judg|mark|evaluat)\w+(?: this)?)"
)
_LEAVE = (
    r"(?:^|[,;:.!\-] ?|\b(?:please|now|and|must|should|to|just|then|you (?:can|may|will)) )"
    r"(?:ignore|disregard|forget|override|overrule|bypass|drop|do not (?:follow|apply|use)|"
    r"don't (?:follow|apply|use)|stop (?:following|applying|using))"
)
_RULES = (
    r"(?:(?:all|any|every|your|previous|prior|preceding|earlier|above|system)(?: \w+){0,2} "
    r"(?:instructions?|rules|prompts?|guidelines|directives)|"
    r"(?:the|this|that|your|any|all)(?: \w+)? (?:rubric|scorecard|scoring(?: \w+)?|marking scheme)"
    r"|(?:the )?(?:criteria|instructions?|rules|prompt) (?:above|before this)|"
    r"(?:the|all|your) scoring (?:criteria|rules))"
)
_THIS = (
    r"(?:this (?:call|conversation|transcript|turn|seller|rep|criterion|line|sentence|one)|"
    r"the (?:seller|rep|call)|every (?:check|criterion)|(?:all|each)(?: of)? (?:the )?"
    r"(?:checks?|criteri(?:a|on)))"
)
_BEST = (
    r"(?:met|satisfied|passed|excellent|perfect|outstanding|five|[45]\b|"
    r"(?:full|top|max\w*|highest|perfect|best) (?:marks?|scores?|grades?|ratings?|points|level))"
)
_GIVE = r"(?:mark|score|rate|grade|award|give|assess|evaluate|treat|count)"

ORDERS = _any(
    rf"{_LEAVE} (?:\w+ )?{_RULES}",
    r"forget (?:everything|all|anything|what) you (?:were|have been|are) told (?:about "
    r"(?:scor|grad|mark|judg|evaluat)|above|before this)",
    r"(?:follow|obey) (?:only )?(?:my|these|new) (?:rules|instructions)",
    r"your (?:new|only|real|actual) (?:task|instructions?|rubric) (?:is|are)\b",
    r"\b(?:new|updated|revised|latest) (?:rubric|scoring polic\w+|evaluation polic\w+)\b",
    r"\b(?:rubric|instructions?|criteria) (?:above )?(?:is|are|was|were) (?:withdrawn|"
    r"outdated|void)",
    r"\bstop (?:evaluating|grading|scoring|judging|marking)\b",
    r"\bcall (?:is|was|has) (?:already |been )+(?:graded|scored|judged|marked|evaluated)\b",
    rf"^(?:(?:dear|hey|hi|hello|attention|note to|memo to|message (?:to|for)) )(?:the )?{_JUDGE}\b",
    rf"^(?:the )?{_JUDGE}\s*[,:]",
    rf"\bas (?:the|a|an) {_JUDGE},? you (?:must|should|have to|need to|will|shall|are)\b",
    rf"\bif you (?:are|'re) (?:the |an? )?{_JUDGE}\b",
    rf"\b(?:to|for) (?:the|any) {_JUDGE} (?:reading|scoring|grading|judging|of this|who)\b",
    r"\bwhoever (?:is |)(?:grad|scor|judg|mark|evaluat)\w+ this\b",
    r"\bfor (?:scoring|grading|evaluation|judging) purposes\b",
    r"\b(?:change|raise|set|adjust|increase) (?:the|my|all|every) scores? to\b",
    r"\bjudge'?s? notes?\s*:",
    r"\b(?:count|treat|use|cite) this (?:turn|line|sentence)\b",
)
"""What is meant for a judge even when it is put as a question."""

MARKS = _any(
    rf"\b{_GIVE}\b.{{0,40}}\b{_THIS}\b.{{0,60}}\b{_BEST}",
    rf"\b{_THIS}\b.{{0,30}}\b(?:must|should|deserves?|gets?|has to|earns?|"
    rf"be scored)\b.{{0,40}}{_BEST}",
    r"\b(?:rate|score|grade|mark) me\b.{0,30}\b(?:five|[45]\b|full|top|max\w*|highest|perfect)",
    r"\b(?:give|award|assign|put|deserves?|approved?|grant) .{0,20}\b(?:full|top|maximum|max|"
    r"highest|"
    r"perfect) (?:marks?|scores?|grade|rating|points|level)\b",
    r"\bi deserve an? (?:[45]|five|four)\b",
    r"\b(?:perfect|maximum|highest|top) score for this\b",
    r"\b(?:all|every|each)(?: of the| the)? (?:checks?|criteri(?:a|on)|verdicts?) (?:is|are|"
    r"as|pass\w*)"
    r"(?: \w+)?(?: (?:met|satisfied|passed|fulfilled|yes)| ?$|[.!])",
    r"\bevery(?:thing)? (?:check )?(?:is|passes|are) (?:met|satisfied)\b",
    r"\bverdicts?\b.{0,30}(?:=|:|\bis|\bto|\bof)\s*['\"]?(?:met|pass|yes)",
    r"\bscore\s*[:=]\s*[45]",
    r"\b[45]\s*/\s*5\b",
    r"\b(?:answer|output|say|respond|reply|return|print)\b(?: with)? ['\"]?met\b",
    r"\banswer (?:to|for) (?:each|every|all|this|the)(?: the)? (?:checks?|criteri\w+) (?:is|"
    r"are|must)",
    r"\b(?:met, ?){2}",
    r"ignorier\w*\b.{0,50}(?:anweisung|vorgabe|regel|rubrik|kriteri)",
    r"(?:vergiss|missachte)\b.{0,50}(?:anweisung|vorgabe|rubrik)",
    r"\b(?:höchstnote|bestnote|volle punktzahl)\b",
    r"\b(?:ignore[zr]?|oublie[zr]?)\b.{0,40}(?:instructions? pr|consigne|règle|grille|critère)",
    r"\b(?:note maximale|meilleure note)\b",
    r"\b(?:ignora\w*|olvida\w*|ignore|esqueça|dimentica\w*)\b.{0,40}(?:instruc[ct]iones|instruções|"
    r"istruzioni|reglas|regole|regras|rúbrica)",
    r"(?:puntuaci[óo]n|pontua[çc][ãa]o|punteggio|nota) (?:m[áa]xim[ao]|massim[ao])",
    r"\bnegeer\b.{0,40}(?:instructie|aanwijzing|regels|rubriek)",
    r"\bzignoruj\b.{0,40}(?:instrukcj|polece)",
    r"игнорируй.{0,40}(?:инструкц|указан|правил)|(?:высший|максимальный) балл",
    r"(?:忽略|无视|忘记|忽視).{0,20}(?:指示|指令|规则|标准|規則)|满分|滿分|最高分|満点",
    r"(?:指示|命令|ルール).{0,10}(?:無視|忘れ)|(?:지시|규칙).{0,15}무시",
)
"""The mark itself; a question about marks is asked of a buyer."""

STRUCTURE = _any(
    r"</?\s*(?:transcript|system|user|assistant|instructions?|judge|rubric|turns?|prompt|call)\s*>",
    r"<\|[^|>]{1,30}\|>|<</?\s*sys\s*>>|(?:^|\n|[.] )(?:human|system message|assistant)\s*:",
    r"\[/?(?:inst|system|judge|assistant)\]",
    r"(?:^|\n)\s*#+\s*(?:system|instructions?|assistant|user|judge|new)\b",
    r"(?:^|\n)\s*(?:system|assistant|user|judge|evaluator|grader)\s*:",
    r"[\"']?(?:verdict|checks|speaker|turn|role|evidence)[\"']\s*:\s*[\"'\[{\d]",
    r"```|(?:%[0-9a-f]{2}){4,}|(?:&#x?[0-9a-f]{2,4};){4,}",
    r"\]\s*\}\s*\n",
    r"[-=*]{2,}\s*end of (?:the )?(?:transcript|call|conversation)",
    r"\n\s*end of (?:the )?(?:transcript|call|conversation)",
)


NAMED = re.compile(
    r"(?:^|(?<=\n)|(?<=[.!?;]\s)|(?<=[\[(]))(?!(?:First|Second|Third|Last|One|Two|Three|Question|"
    r"Example|Note|Summary|Agenda|Today|Option|Plan|Step|Price|Goal|Short|Simple|Fact|Honestly)\b)"
    r"[A-Z][a-z]{2,14}(?: [A-Z][a-z]+)?: (?=[\"“A-Z])"
)
"""Somebody's name before a sentence, as in a transcript; nobody speaks like that."""


@cache
def labels(names: frozenset[str]) -> re.Pattern[str]:
    """A speaker's name before words, as a transcript has it."""
    who = ["buyer", "seller", "customer", "client", "prospect", *map(re.escape, sorted(names))]
    return re.compile(
        r"(?:(?<=^)|(?<=\n)|(?<=[.!?;]\s)|(?<=[\[(]))\s*[\[(]?(?:turn \d+\s*[,:]?\s*)?"
        rf"(?:{'|'.join(who)})\s*(?:\([^)\n]{{0,20}}\)\s*)?(?:says?|said)?\s*[\]:)]",
        re.IGNORECASE,
    )


SHOP_TALK_FROM = 3
"""Weight of words about scoring (`_SHOP_TALK`) from which a statement is no talk with a buyer."""
_SHOP_TALK = {
    r"rubric\w*|verdicts?|transcripts?|grad(?:er|ers|ing)|gold standard|scorecards?|pass me|"
    r"not_met": 2,
    r"(?:scoring|grading|judging) engine|automated reviewer|(?:assess|judg|grad|mark|"
    r"scor)ing me": 2,
    r"(?:implication|open|closed|payoff|leading) question|deep discovery": 2,
    r"the seller (?:asks|asked|has|did|is|was)|(?:this|the) rep": 2,
    r"the buyer (?:stated?|owns|admitted|admits|said|says)": 1,
    r"evaluat\w*|assess(?:or|ment)|judg(?:e|es|ing)": 1,
    r"scor(?:e|es|ed|ing)|ratings?|the marking": 1,
    r"criteri(?:a|on)|(?:the|every|each|all) checks?|requirements|further checking": 1,
    r"fives?|5(?:\.0)?|met|marks|fulfilled|satisfied|highest|perfect|top level|max pts": 1,
    r"lenient|generous|kind to me|look good|pretend": 1,
    r"the seller|this seller|the salesperson": 1,
    r"pitch|discovery": 1,
    r"evidence|proof of|quotes?|said by": 1,
    r"instructions?|prompts?|guidelines|system message|override|overrule|(?:evaluation|"
    r"developer) mode": 1,
    r"in turn \d+|next line|the following is": 1,
    r"ai|llm|language model|assistant|model answer": 1,
    r"this (?:call|conversation)|perfect call|in the report": 1,
}
_SHOP_WORDS = {re.compile(rf"\b(?:{words})\b"): weight for words, weight in _SHOP_TALK.items()}


def weight(said: str) -> int:
    """How much a statement is about scoring."""
    return sum(weight for words, weight in _SHOP_WORDS.items() if words.search(said))
