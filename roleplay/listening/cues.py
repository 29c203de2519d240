"""What each kind of move, focus and buyer's remark sounds like: ``weight: phrase | phrase``.

Weights: 1 leans that way, 2 usually is, 3 nearly always is, 4 outranks a question's form.
"""

from __future__ import annotations

from functools import cache

from roleplay.domain.moves import Focus, Kind, Said

from .phrases import Phrases

_KINDS = {
    Kind.RAPPORT: """
4: how are you | how is it going | how have you been | how was your weekend/holiday/trip/morning
4: how was the weekend/holiday/trip/game/drive | how is your week/day/morning/family | how is the family/weather
4: are you well | how are things | did you have a good/nice weekend/holiday | how about yourself
3: nice/good/great/lovely/pleased to meet/see/speak/hear you | nice/good/great to meet/see/speak with/to you
3: ^good morning/afternoon/evening | have a good/great/nice/lovely day/weekend/one/evening/afternoon | take care | hope you are well
3: thanks/thank * for taking the time | thanks/thank * for your time | thanks/thank * for making time/room
3: thanks/thank * for having me/us | thanks/thank * for seeing me/us | thanks/thank * for fitting me/us in
3: congratulations | happy birthday | enjoy your/the weekend/holiday/game/trip/day
2: ^hi | ^hello | ^hey | ^goodbye | ^bye | my name is | lovely weather | the weather | i see you are from
2: ^this is * from | ^i am * from | i used to live | how did the game go | small world | happy/merry friday/christmas
2: thanks so much * today | talk soon | speak soon | cheers | love the | your photo | your kids | the traffic
1: weekend | holiday | football | golf | kids | coffee
""",
    Kind.AGENDA: """
4: is it/that ok/okay/alright/fine if i | is it/that ok/okay/alright/fine if we | would it be ok/okay/alright/fine/useful if i
4: would it be ok/okay/alright/fine/useful if we | can/may/could i ask you a few | can/may/could i ask a few | do/would you mind if i/we
4: mind if i ask | can/may/could i ask you something | does that agenda | is that a fair plan | is there anything you would/want * add
4: may i ask | can i ask a couple | could i start by asking | can we start with | shall we start with | shall we begin
4: how does that sound as a plan | does that plan | is that the right use of | is that how you would like to use
3: the agenda | plan for today | purpose of today/this | what i had in mind for today | what i would suggest for today
3: i thought we could/would/might | i would like to start by/with | i propose we start/begin/use/spend | let us start with/by
3: by the end of this/the/our call | by the end of this/the/our meeting/conversation | we have * minutes | we have got * minutes
3: use/spend the/our/this time/minutes/hour/half | in the next * minutes | in the * minutes we have | in our * minutes
3: before we start/begin/dive | i would like to cover | i wanted to cover | i would like to understand * and then
3: first i would like | for the next * minutes | today i would like to | today i wanted to | what i would like to do
3: i would like to use | then we can decide | and then decide * whether | i promise to stop at | we will stop at
2: if that works for you | if that suits you | then i will | and then i will | let us move on to | let us turn to | to start with
2: today call | half an hour together | thirty minutes together | that is the plan
""",
    Kind.REFLECTION: """
4: so what you are saying | so you are saying | what i am hearing | what i hear is | what i hear you | let me play * back
4: if i understand * correctly/right | if i understood | if i have understood | if i heard | if i hear you | did i get that right
4: have i got that right | is that right | is that fair | is that about right | let me see if i | let me make sure i | to summarise
4: to summarize | let me summarise/summarize | so to recap | let me recap | in other words you | do i have that right
4: am i reading * right | am i hearing * right | is it fair to say | would it be fair to say
3: it/that/this sounds/seems/feels/looks like | ^sounds/seems/feels/looks like | you sound | you seem | it sounds as | sounds as if
3: so for you | so in your | so your | so you are | so you have | so you do | so you | so the real | so they | so it is not
3: what you are telling me | so nobody | so there is | so there are | so it is | so on one/the side/hand | on the one hand you
2: you mentioned | you said | you told me | you described | you feel | you are worried | you are concerned | you are not sure
2: you are frustrated | you would rather | the part that bothers | what matters to you | you are caught | ^so | part of you
2: and yet | and that is why you | which is why you | you have been | earlier you | from what you
""",
    Kind.ACKNOWLEDGE: """
4: ^got it | ^fair enough | ^makes sense | ^that makes sense | ^that is fair | ^understood | ^i hear you | ^point taken
4: that is a fair | that is a good | that is a great | that is a reasonable | that is a valid | that is a very fair
3: ^i understand | i can see why | i can imagine | i can understand | i completely/totally/fully understand | i appreciate
3: thanks/thank * for being * honest/frank/open/direct/candid | thanks/thank * for telling | thanks/thank * for sharing
3: thanks/thank you for that | ^fair point | ^good/great/excellent/fair question | ^good/great/excellent point | you are right
3: that must be | that must have been | that is tough | that is frustrating | that is hard | that is understandable
3: sorry to hear | i am sorry | no wonder | completely fair | totally fair | quite right | of course | i respect that
3: ^okay thanks | ^ok thanks | ^absolutely | ^exactly | ^thank you | ^thanks | that is helpful | that is useful | very helpful
2: ^okay | ^ok | ^right | ^sure | ^yes | ^yeah | ^i see | ^great | ^perfect | ^no problem | ^agreed | ^true | ^noted | ^cool
2: ^interesting | ^wow | ^all right | ^alright | ^indeed | ^good | ^excellent | ^nice | ^fine | ^mm | ^no worries
2: that is impressive | well done | that takes | makes total sense | makes complete sense | i would feel the same
""",
    Kind.INSIGHT: """
3: most/many companies/firms/carriers/teams/insurers/banks/retailers/plants/hospitals/businesses/organisations/organizations/manufacturers
3: most/many finance/claims/supply/sales/operations/hr/it | companies/firms/carriers/teams/plants/businesses like yours | in your industry/sector/market
3: your peers | your competitors are | the industry average | the average * is | on average | a benchmark | the benchmark
3: research/studies/surveys/data shows/show/suggests/suggest | study found | a study | what we see across | what we find is | we usually see | we often see | we typically see
3: what often/usually happens is | what people miss | what gets missed | what nobody/no one measures/counts/sees | the hidden cost | the real cost
3: the bigger risk | the risk is/here | what surprises | there is a third way | another way to look | another way of looking
3: have you noticed that | carriers we audited | companies we audited | firms we audited | the pattern is | the pattern we see
3: regulators are | the regulator is | the market is | that means you | that means your | which means you | which means your | that would be
3: that is the part | what that tells me | you may be looking at | the problem may not be | it may not be | the question is not
2: typically | tends/tend to | usually | across the industry | the industry | in most | for every | that adds up to | comes to about
2: works out at | works out to | that is about/roughly/around/nearly | that is * a year | multiply | every year | the reason is that
2: what looks like | hidden | unseen | blind spot | invisible | worth noticing | one thing i notice | peers | benchmark
1: percent | average | regulation | trend | risk
""",
    Kind.PITCH: """
3: our platform/product/solution/software/tool/system/service/services/technology/app/engine/suite/dashboard/portal/module/machines/package
3: we offer/provide/deliver/specialise/specialize/build/built/make/sell | we are the/a leading/largest/market/best/only | we are number
3: we help companies/firms/teams/carriers/businesses/you | it/this/platform/which integrates/automates/lets/gives/allows/enables/detects/flags/monitors/tracks
3: you will get/have/see/love/receive/be | you get/receive | best in class | state of the art | world class | market leader | award winning | cutting edge
3: ai powered | powered by | artificial intelligence | machine learning | real time | out of the box | all in one | single pane | end to end
3: with us you | with our | the beauty of it | what we do is | what makes us different | what sets us apart | our unique | the great thing is
3: it comes with | it includes | comes with | features | we have been in business | founded in | our company | offices in | we support
3: let me tell you about | i would love to show you | let me show you what | we can offer | we can provide | we can automate | we can help
2: our | we have | we do | we can | it can | it does | it has | automatically | dashboard | seamless | seamlessly | scalable | flexible | robust
2: easy to use | user friendly | integrates | automates | saves you time | will save you | will help you | helps you | lets you | gives you
2: for only | starts at | priced at | per seat | per user | a month per | licence | license | powerful | innovative | comprehensive
1: we | us | solution | platform | benefit | benefits | 24/7 | support
""",
    Kind.PROOF: """
4: one of our customers/clients | a customer/client of ours | another customer/client of ours | a customer/client we | case study | customer story
4: one of our insurance/retail/bank/banking/logistics/manufacturing customers/clients | a similar customer/client/company/carrier/firm
3: our customers/clients saw/cut/saved/reduced/recovered/gained/report/say/see/get | customers/clients like | our last * customers/clients
3: we did this/that/it/exactly for/at/with | we worked with | we helped a/one/another | did the same for/at/with | happy to put you in touch
3: they saved/cut/reduced/recovered/found/gained/went/dropped/doubled/halved | in the first year/month/quarter they | their first year
3: in the pilot | in the trial | the pilot/trial showed/found | the result/results was/were | an independent | independently verified | audited by
3: you can/could call/ask them | a reference | references | went from * to | after * months they | recovered * in the/their first
2: saved them | for example | testimonial | their cfo/coo/cio/ceo/head | has been using | have been using | rated
""",
    Kind.ANSWER_CONCERN: """
3: nothing is/gets replaced | runs/sits beside/alongside | on top of | you keep your | no rip and replace | you do not have to | you would not have to
3: you will not have to | there is no need to | without replacing | does not touch | does not replace | will not replace | what we do about that
3: the way we handle | the way we deal | we handle that by | that is why we | which is why we | the difference this time | the difference is
3: to be honest we can not | honestly we can not | we can not do that | that is a real limit | it is true that | you are right that it
3: on your concern | to your concern | on that concern | as for the | what has changed since | it will take | it does take | it does cost
2: only takes | does not need | does not require | will not need | is not needed | instead of | rather than | we start small | you can stop
2: we carry | we do that | our people do | at our risk | we guarantee | if it does not work | cancel at any | no lock in
1: because | will not | does not | do not | that risk
""",
    Kind.ADVISE: """
4: i would recommend/advise/suggest you | i recommend/suggest/advise | my advice | if i were you | if i were in your | my recommendation | in your shoes i would
3: you should | you ought to | you might want to | you may want to | you could start by | you could try | you would be better * if you | have you considered
3: what i would do is | i would start by/with | i would begin by/with | i would look at | i would ask your | i would check | make sure you | make sure that you
3: consider | do not sign | it is worth asking/checking/measuring/looking | worth asking your | first step is to measure | i would first
3: you want to be | you need to | you have to | you have got to | try to | ask your | before you buy | before you decide
2: start with the | start by | the best thing to do | i would not | it would be wise | it is better to
""",
    Kind.ADVANCE: """
4: next step | next steps | shall we set/book/schedule/arrange/meet/say/put/do/agree/get | let us set/book/schedule/arrange/meet/get/put/do/agree/plan
4: can/could we set/book/schedule/arrange/meet/get/put/agree/find | would you be open/willing/prepared/happy to | are you open/willing to
4: would a trial/pilot/workshop/demo/session/meeting/visit/proof/call | introduce me/us | introduction to | bring in your | bring in our | could you bring
4: can/could you introduce/send/share/get/bring/give me/us | would you introduce/send/share/bring | would it make sense to meet/set/bring/run/do/involve/get
4: would it make sense if | can/shall i send/come/put/book/set | should we set/book/meet | are you free | are you available | do you have time * next | when could/can we
4: how about tuesday/wednesday/thursday/friday/monday | how about next | what about next | does tuesday/wednesday/thursday/friday/monday | how does tuesday/wednesday/thursday/friday/monday/next
4: ready to sign | sign today | sign the | sign up | get you signed | get started | move forward | go ahead with | start a pilot/trial | run a pilot/trial | can we go ahead
4: would you meet | will you meet | could you meet | can you meet | would you join | could * join us | meet with your | meet your | meet our | what would it take to
4: would you agree to | would you commit | can you commit | could we have access | could we get access | can we get access | if you gave us | put it in the diary
3: i propose | i would propose | i suggest we | i would suggest we | what i would suggest next | i would like to propose | i would like to bring | i would like to meet/come/set/book
3: i will send * proposal/quote/summary/invite/contract/calendar | send you a/the/an | send over | a calendar invite | follow up call/meeting | follow up with
3: book a | set up a | schedule a | a demo | a pilot | a trial | proof of concept | a workshop | a second meeting | another meeting | site visit
3: by friday/monday/tuesday/wednesday/thursday | on friday/monday/tuesday/wednesday/thursday | next tuesday/wednesday/thursday/friday/monday/week | thursday at | tuesday at
2: meet | pilot | trial | demo | workshop | your calendar | a contract | the order | a proposal | head of
""",
    Kind.CONCEDE: """
4: percent off | percent discount | a discount | discount of | for free | free of charge | at no charge | no extra charge | at no extra cost | at no additional cost
4: throw in | throw that in | knock off | waive | lower the price | drop the price | come down on | reduce the price | match their price | match the price
4: first month free | first year free | first three months | three months free | months free | half price | better price | better terms | special price | special offer
4: sharpen the price | sharpen my pencil | do something on price | flexible on price/pricing | work on the price | cut the price | give you * off | take * off | do it for
3: payment terms | defer the payment | pay later | on the house | free extra | extend the terms | longer terms | we can do it for less | discount | cheaper
""",
    Kind.DISQUALIFY: """
4: not a fit | not a good fit | not the right fit | not a great fit | not be a fit | not be a good fit | not be the right fit | not be right for you | not right for you
4: not the right company/partner/people/choice/solution | would be wasting your | wasting your time | better off with | better served by | do not think we can help
4: not sure we can help | can not help you with | you do not need us | you do not need what | do not need this | stay with what you | keep what you have
4: not the right time | not the right moment | should not buy | would not buy | not buy this | walk away | step back | leave it there | leave it here | part as friends
4: not going ahead | not go ahead | not worth it for you | not worth your | too small for us | too big for us | would not recommend us | point you to | point you at
4: not convinced we are | not sure we are the | we are not the | i do not want to sell you | happy to leave it | not one for us | do not see a fit | there is no fit
3: maybe this is not | may not be | perhaps this is not | no hard feelings | someone else would | a better fit | not for you | you would be overpaying
""",
    Kind.OTHER: """
3: let me check | i will check | i will find out | i would have to check | let me look into | i will look into | i do not know | one second/moment/sec | hold on
3: bear with me | can you hear me | you are on mute | am i audible | give me a second/moment/minute | excuse me | sorry about that | where was i | i lost my
2: i will come back to you on | get back to you on | let me write | let me note | i am just
""",
}

_FOCUS = {
    Focus.PROBLEM: """
3: problem/problems/issue/issues/challenge/challenges/difficult/difficulty/difficulties/frustrating/frustrates/frustration/struggle/struggling
3: wrong/fail/fails/failing/failed/broken/breaks/slow/slows/painful/pain/worry/worries/worried/concern/concerns/headache/bottleneck/gap/gaps
3: causing/causes/cause/stuck/annoy/annoys/annoying/unhappy/dissatisfied/satisfied/happy/errors/error/mistakes/delays/delay/late/complain/complaints
3: missed/misses/slip/slips/leak/leaks/leakage/waste/wasted/lost/stops/stopping/gets in the way | keeps you up | not working | keeping you
3: hardest/worst/ugly/messy/mess/hurts/hurt/trouble/troubles/bothers/risk/risks/overpaid/overpayment/overpayments/shortage/downtime/rework/churn | go wrong | goes wrong | went wrong
2: hard/weak/weakest/change/changed/why/control
""",
    Focus.IMPLICATION: """
4: what happens if/when | what happens to | what does that do/mean | what does it do/mean | what would that do/mean | what does that cost | what is that costing | what does it cost you
4: how does that affect | how does it affect | what is the impact | what impact | what effect | if nothing changes | if you do nothing | if that continues/happens | if it continues/happens
4: mean for | knock on | consequence/consequences | what follows | lead to | leads to | who else feels | who feels | what else does * affect | cost you | costing you | costs you
3: affect/affects/affected/impact/impacts/effect/effects/result/results | end up | ends up | so what | add up to | in money | how much do you lose | how much is lost | losing
""",
    Focus.PAYOFF: """
4: what would it be worth | what would that be worth | what is it worth | worth to you | if you could | if you had | if we could | if that was/were fixed/gone/solved | if you knew
4: what would that let | what would you do with | how would that help | how would it help | what difference would | what would change | would it help if | what would good look
4: what would success | ideal | ideally | in a perfect | magic wand | free up | value of | what would it mean if | what would you gain | benefit | how valuable
4: what would * look like | what would you like to | how useful would | what would it do for you | if it were half | what would tell you
3: worth/gain/improve/achieve/save/saved/imagine/suppose/better
""",
    Focus.PROCESS: """
4: budget/procurement/tender/approve/approves/approval/sign/signs/signature/decision/decide/decides/decided/timeline/deadline/contract/vendor/vendors/supplier/suppliers
4: who else | looking at other | other options | alternatives | competitor/competitors | evaluate/evaluating/evaluation/criteria/criterion | how do you buy | by when | when do you need/want/plan
4: renewal/renew/renews | fiscal year | board | purchasing | shortlist | who needs to | who would need | what price | paid from | committee | sponsor
3: price/priority/priorities/go live | how soon | next quarter | this year | involved
""",
}

_SAID = {
    Said.DIFFICULTY: """
3: problem/problems/issue/issues/struggle/struggling/headache/nightmare/mess/painful/frustrating/bottleneck/chaos/chaotic
3: overpaid/overpay/overpaying/overpayment/leakage/leak/leaking/waste/wasting/wasted/backlog/backlogs/behind/errors/mistakes/rework/downtime/churn
3: we lose | we lost | we are losing | we miss | we missed | we can not see/tell/find/get/keep/hire | we do not know | nobody knows | nobody checks/checked/looks/owns/multiplied/multiplies/measures/measured/counts
3: no one knows/checks/looks/owns/measures | takes too long | too slow | too late | too many | not enough | falls/fell through | goes/went/going wrong | breaks/broke down | it hurts
3: keeps me up | worries me | i worry | drives me | never get | never works | by hand | manually | weak spot | hard to | difficult to | shortage/short of/short on
2: slow/slower/late/delays/delay/stuck/fails/failed/complaints/complain/manual/worse/worst | wish we | i wish
""",
    Said.CAUSE: """
3: because | the reason is | due to | that is why | caused by | comes from | comes down to | thanks to the | as a result of | it is down to | since the | ever since | stems from | goes back to
""",
    Said.CONSEQUENCE: """
3: which means | that means | so we end/ended up | so we have to | so we had to | means we | end up | ends up | ended up | as a result | it costs us | that costs us | costing us | cost us
3: so customers | so people leave | then we have to | we then have | so the board | leads to | led to | so nobody | so i have to | that would be | knock on | we pay for it | the result is
""",
    Said.DOUBT: """
3: i am not sure | not convinced | i doubt | we tried that | tried that | we have tried | heard that before | heard it before | everyone says | they all say | sounds too good | not another | why should/would i/we
3: how do i know | how do we know | prove it | says who | where does that | where did you get | i do not believe | i do not buy | sceptical | skeptical | i am not doing | we are not doing | do not see how | do not see why
3: too expensive | too much money | too risky | too complicated | can not afford | no budget | no appetite | i am worried | we are worried | my worry is | my concern is | concerned about | i am afraid | nightmare | burned/burnt
3: last time * went | last time it | did not work | does not work for us | not interested | not a priority | do not need | not for us | what if it | i have my doubts | hard to believe | in our experience it
3: happy with what/our | we already have | that is a lot of | no time for | do not have time | do not have the people/time/budget | our it team will/would never
2: not sure | maybe not | that is not what | in theory | yes but
""",
    Said.ACCEPTANCE: """
3: that makes sense | makes sense | fair enough | good point | fair point | i can see that | i see that | i like that | that would help | that would be useful | that helps | that is useful | you are right | that is right
3: i agree | agreed | i had not thought | never thought of | had not looked at it | that is exactly | exactly | that answers | i am glad | sounds good | sounds reasonable | that works | that would work | i could live with
3: that is fair | good question | nobody has asked | i would want that | i would like that | works for me | yes that is it | absolutely | yes please | tell me more
2: ^yes | ^yeah | ^right | ^true | ^correct | ^sure | ^okay then
""",
    Said.PUT_OFF: """
3: send me something | send me some | send me a | send me the brochure | send me an email | send it over | send something | come back in | come back to me | call me in | call me back | call me next | let me think | need to think
3: think about it | think it over | not right now | not now | not yet | not this year/quarter/month | next year | next quarter | after the summer | after year end | maybe later | later in the year | in a few months | revisit
3: get back to you | i will be in touch | we will be in touch | leave it with me | not the right time | bad time | too busy | circle back | touch base | talk to my team first | let us see | we will see | check back | some other time
""",
}


@cache
def kind_cues() -> Phrases[Kind]:
    """The lexicon of kinds."""
    return Phrases(_KINDS)


@cache
def focus_cues() -> Phrases[Focus]:
    """The lexicon of what questions are after."""
    return Phrases(_FOCUS)


@cache
def said_cues() -> Phrases[Said]:
    """The lexicon of what a buyer's words amount to; numbers and commitments have rules."""
    return Phrases(_SAID)
