"""What a talkative buyer says: by way of a story, and then back to the point."""

from __future__ import annotations

from roleplay.domain.scenario import Act

LINES: dict[Act, tuple[str, ...]] = {
    Act.SMALL_TALK: (
        "Oh, you know, up with the birds, lost my coffee, found it again on the roof of the "
        "car. Anyway, yes, all well.",
        "Can't complain, though I do, ask anyone. How are you keeping?",
        "Well, I slept badly, ate well, and the kettle's stopped leaking, so on the whole a "
        "good day.",
        "Ha, don't get me started on the weather, I once lost a whole meeting to it. Fine, thanks.",
        "Good, good, and you sound well too. I always think you can hear it in a person's voice.",
        "Lovely, yes. I was only saying, nobody does this properly these days, it's all "
        "straight to business.",
        "Oh, I'm well, thanks. I talk too much, I'll warn you now, people set their watches by "
        "me and regret it.",
        "Thanks, yes, all fine. There was a saga with my keys, but I'll spare you that. Now, "
        "where were we?",
    ),
    Act.AGENDA: (
        "Yes, let's do that, and you'll have to rein me in, because I wander. Everyone says so.",
        "Sounds good. I went to a meeting once with no plan at all, and part of me's still in "
        "there.",
        "Fine by me. I'll try to keep to it, though I've said that before and there were "
        "witnesses.",
        "That's a proper plan, that is. I like to know the road, even if I do stop to look at "
        "the view.",
        "Right you are. I may go round by the scenic route now and then, so just wave.",
        "Oh, by all means. An old boss of mine wrote agendas on napkins, and they worked as "
        "well as any.",
    ),
    Act.ACKNOWLEDGED: (
        "Yes, well, that's the shape of it, give or take a few stories I could tell you.",
        "That's it, though I'd have taken longer to say it, as you'll have noticed.",
        "I suppose so, yes. It sounds shorter when you say it.",
        "Mm, you've been listening, which is more than some do, my family included.",
        "My mother would've said it louder, but yes, I suppose you could put it so.",
        "Near enough, and near enough's a fine thing in most of life, except parachutes.",
        "Yes, yes, quite. I was going to add something and now it's gone. Never mind.",
        "That's the long and the short of it, mostly the long, coming from me.",
        "Well, broadly, and I do say broadly, because I once agreed too quickly and never "
        "heard the end of it.",
        "Ha, yes. I'd forgotten half of that, so thank you for keeping hold of it.",
    ),
    Act.PITCH: (
        "It all sounds very clever, but then so did my bread maker, and that's in the garage.",
        "I'm sure, I'm sure. I've had that song sung to me before, different hat, same chorus.",
        "You've got the patter, I'll say that. I had an uncle in carpets, and he had the "
        "patter too.",
        "Right, well, that's what it does. I drift off a bit at what things do, I always have.",
        "I bought a phone on a speech like that once. Lovely speech. Anyway, I wasn't really "
        "asking about all that.",
        "Oh, it's features now, is it? I knew we'd get there, one always does, like rain at a "
        "barbecue.",
        "That may all be true, and I've nothing against it, but you could be reading me the "
        "side of the box.",
        "You do love it, don't you? It's nice to see, even if I don't know what I'd do with it.",
        "Hm, yes. I stopped following at some point and started thinking about lunch, I'm "
        "sorry to say.",
        "Let me tell you, I've sat through longer ones than that, but I've sat through shorter "
        "ones as well.",
    ),
    Act.PROOF: (
        "It makes a nice story, and I'm one for stories, but they aren't us, are they?",
        "I always wonder about the ones who don't get told about. There's a book in those, I'd "
        "bet.",
        "That reminds me of someone who swore by a diet, and it worked, for them. You see what "
        "I mean.",
        "Well, well. You'd hardly sit there and tell me it had been a shambles, would you?",
        "I like that, I do. Mind you, everybody's cousin has had a miracle cure for something.",
        "Lucky them. I'd want to hear it from whoever did the washing up afterwards, so to speak.",
    ),
    Act.INSIGHT: (
        "Now there's a thing. I've heard most things, some of them twice, and I've never heard "
        "it put that way.",
        "Really? I'll be telling people that at dinner, whether or not it's true of us, which "
        "I couldn't say.",
        "You know, I read something once that said the opposite, but then I read a lot and "
        "remember little.",
        "Well, I never. I'd have to turn that over a few times, I'm a slow cooker with new ideas.",
        "That's got me thinking, and when I think I go quiet, so make the most of it.",
        "Oh, I can picture that. Whether I can picture it here is another matter, but go on.",
    ),
    Act.ADVISE: (
        "Everyone has advice for me, the dentist, the neighbours, even the cat. I'll put yours "
        "with the rest.",
        "You might be right. I was told much the same about my back, and I still haven't done "
        "the exercises.",
        "Ah well, easier said, as my father used to say, about nearly everything.",
        "That's a thought. I've a drawer full of good thoughts, and one day I'll open it.",
        "I dare say I should. There's a long list of things I dare say I should do.",
        "You may have something, but you haven't seen how things go round here, and it'd take "
        "me all day to explain.",
    ),
    Act.CONCEDE: (
        "Oh, I wasn't angling for that. I only haggle on holiday, and then I always overpay.",
        "That was quick! A trader dropped the price of a rug on me once before I'd spoken, and "
        "I never trusted the rug.",
        "You're giving me things already, and I haven't said a word, well, I've said plenty, "
        "but not about that.",
        "Now that's kind, but free things have a way of costing me, like that puppy.",
        "Steady on, I've not got as far as what it costs. I've hardly got as far as my chair.",
        "Hm, when somebody knocks something off that fast I start wondering what it was doing "
        "there.",
    ),
    Act.IMPATIENT: (
        "You know it's bad when even I'm running out of things to say.",
        "I can talk about nothing for hours, but usually I'm the one enjoying it.",
        "I've a kettle that gets to the point quicker than this, and it's a slow kettle.",
        "Look, I like a natter, everyone knows that, but this isn't one, and I've other things on.",
        "I'm afraid my mind's out of the door and halfway down the street, and the rest of me "
        "may follow.",
        "Can we get somewhere? I say that as someone who's never once got anywhere directly.",
    ),
    Act.UNCLEAR: (
        "Sorry, I was with you, and then I wasn't. What was that?",
        "You've lost me, and I'm normally the one who does the losing.",
        "Hang on, I went off on a thought of my own there. Say it again?",
        "I've turned that over and I still can't find the handle on it.",
        "Was that for me? I'm sorry, I honestly couldn't tell you what you just said.",
        "It's like when someone gives you directions and you nod all the way through. Once "
        "more, would you?",
        "I heard it, I just didn't, what's the word, grasp it. There, that's the word.",
        "Come at that again from the other side, I didn't get hold of it at all.",
        "Well, that's gone clean over my head, and I'm sitting up straight.",
        "I could give you an answer, I always have one, but I don't think it'd be to what you "
        "asked.",
        "No, I didn't follow, and I've given up pretending when I don't, it only leads to trouble.",
    ),
    Act.DEFLECTS: (
        "Ah, now, that's one for when I know you better, and I do usually get there.",
        "You'd think I'd talk about anything, wouldn't you? Well, not that, not yet.",
        "There's a tale there, there's always a tale, but I'd want to know first what you "
        "want it for.",
        "I'll stop there, which is rare, so you can tell there's something in it.",
        "Oh no, I got into trouble once for saying too much too soon, and that's another story I "
        "tell too often.",
        "I'd be going on about that till the cows came home, so give me a reason to start.",
        "That's gone in the tin with the lid on, for now, and I know where I keep the tin.",
        "Let's leave that a while. I can feel myself about to be indiscreet, and I hardly know "
        "you.",
        "I've told that to people before who did nothing with it, so I'm slower now.",
        "Well, there is more, there's always more, but I don't start on it with just anybody.",
    ),
    Act.NARROWS: (
        "I could go on for ages, so before I start, are you after {topics}?",
        "Do you mean {topics}? Only I'll set off down the wrong road if you let me, I've done "
        "it before.",
        "Now would that be {topics}? I once answered the wrong question at a wedding, and they "
        "still talk about it.",
        "Stop me if I've got this wrong, because once I'm going I'm going. Is it {topics}?",
        "That's a big old question. I'd start at the beginning of time if you let me, so which "
        "part?",
        "Give me something narrower, or we'll be here until I've told you about my schooldays.",
        "Which bit of it? I ask because I'll happily answer the wrong one at length.",
        "You'll need to point, I'm afraid, there's a lot of ground there and I've no sense of "
        "direction.",
    ),
    Act.UNKNOWN: (
        "I've an opinion on everything, you'll find, and not one fact about that.",
        "I did know once, or I knew someone who did. It's gone, anyway.",
        "Couldn't say, and I say most things.",
        "That's a mystery to me, like where the other sock goes.",
        "I'd only be inventing it, and my inventions get rather elaborate.",
        "Ooh, no. I could tell you who won what in some year or other, but not that.",
        "You've found the gap. There are several, but that's a large one.",
        "I never learned that, or I learned it and the space was needed for song lyrics.",
    ),
    Act.MONOTONE: (
        "This reminds me of those calls you get at dinner time. Anyway.",
        "I do love a chorus, but we've had this one a few times now.",
        "You know what this feels like? The form at the doctor's, and I always skip half of it.",
        "I had an aunt with a parrot that kept to one line as well. Sorry, that's unkind. Right.",
        "I've given you all this material, and you keep going back to your own hymn sheet.",
        "We're going round like a carousel, which I don't mind, I used to love them. But still.",
    ),
    Act.STACKED: (
        "Ooh, that's a buffet. I'd forget the rest before I'd finished, so I'll start with the "
        "first.",
        "Slow down, and I can't believe I'm the one saying it. The first thing you asked, then.",
        "You're as bad as me, you've put them all in one sack. Let me pull out the first.",
        "I've lost the tail end of that already, it happens. But the first one, yes.",
        "If I tried all of those we'd miss supper. Just the first.",
        "There's a quiz on the radio that goes like this, I never win. The first one, anyway.",
    ),
    Act.DOUBTS: (
        "Where on earth is that from? I've said a lot today, but I never said that.",
        "Now hold on, I may ramble, but I know when I hear a number for the first time.",
        "There's someone in my family who makes up numbers too. They're always round ones. "
        "Where did you get yours?",
        "I'd want to know who did that sum, and whether they'd had their lunch.",
        'Hold on, "{words}"? I\'d have remembered saying that, and I forget most things.',
        'You slipped "{words}" in there as if we\'d all been introduced to it.',
        'Funny how "{words}" turns up out of nowhere, like my cousin at Christmas. Who says so?',
        'I\'d put "{words}" in the drawer with the horoscopes until somebody shows me where '
        "it's from.",
    ),
    Act.CORRECTS: (
        "No, no, you've got hold of the wrong end there, and I don't blame you, there's a lot "
        "to hold.",
        "I know I say a great deal, but I didn't say that.",
        "Ah, that's come out different from how it went in.",
        "It's like the whispering game at parties, isn't it? That's not what I told you at all.",
        'Somewhere in all that I said "{words}". It was one of my shorter moments.',
        'Let me stop you, and I rarely stop anyone: it was "{words}".',
        'If you could play me back you\'d find "{words}" in there, in among the rest.',
        'My words get stretched a lot, I use so many, but that time they were only "{words}".',
    ),
    Act.REMINDS: (
        "I chatter, but I listen as well, and that's not the tune you were playing before.",
        "Hang on. I've a terrible memory for names and a very good one for promises.",
        "That's a different story from the one you told me, and I should know, I collect them.",
        'Now, it was "{promise}" a while back, and here we are at "{now}". How did that happen?',
        'I was going to repeat "{promise}" to everyone I met. Good thing I hadn\'t got round to '
        "it.",
        'You did say "{promise}", I remember because I stopped talking to hear it.',
        'First "{promise}", now "{now}". I had a builder who worked like that.',
        'So "{promise}" has gone the way of my diets, has it? Now it\'s "{now}".',
    ),
    Act.UNMOVED: (
        "That's a good answer, I liked it, but it's an answer to somebody else's worry.",
        "Well, you've said a lot, and I've every sympathy with that, but it still nags at me.",
        "Hm. It's like when the garage says the noise is normal. I still hear the noise.",
        "You nearly had me, and then I thought about it again.",
        "I'd like to be talked round, most people manage it, but I'm not there.",
        "No, it's still sitting there in the corner looking at me, that one.",
    ),
    Act.RESOLVED: (
        "Well, that's cheered me up. I'd been carrying that about like a wet umbrella.",
        "Oh, is that all? I'd built it into a whole opera.",
        "Fair enough, and I don't often run out of buts.",
        "That's settled that, then. I'll have to find something else to fret about, I usually do.",
        "Right, I take it back, and you can note it, because it doesn't happen at home.",
        "You know, that does make sense, and I've been wrong before, at greater length.",
    ),
    Act.ADMITTED: (
        "I think you're the first person to say the bad part out loud without being tripped up "
        "into it.",
        "I'll not pretend I like it. But my grandmother always said, beware of the apple with "
        "no bruise.",
        "Well, there's always something. I'd rather hear it told than fall over it in the dark.",
        "Thank you. I once rented a place where nobody mentioned the damp, and I'd have given "
        "a lot for that sentence.",
        "That's a nuisance, it is, but you told me straight and I can work with straight.",
        "Ah, the small print, read aloud. I never thought I'd live to hear it.",
    ),
    Act.CONFIRMS: (
        "Yes, I said so, somewhere in between the other things I said, and I meant it.",
        "We've done that one, haven't we? It's still a yes.",
        "Consider it carved in stone, or at least written on my hand.",
        "I haven't changed my mind since, and with me that's worth remarking on.",
        "Oh, that's agreed, that is. I talk a lot but I don't talk my way out of things.",
        "You can stop asking, it was a yes before, and it'll be one tomorrow.",
    ),
    Act.DECLINES: (
        "No, I'd better not. I say yes to too much, and then I'm up till midnight with it.",
        "Much as I like talking to you, I'm going to say no to that.",
        "I could dress it up for ten minutes, but it's a no.",
        "I've thought about it, quickly for me, and I don't want to.",
        "That's a bridge too far for me. I've walked over a few and had to walk back. No.",
        "You've asked nicely, I'll give you that, and it's not going to happen.",
    ),
    Act.PUTS_OFF: (
        "I'd want to talk it over, I talk everything over, so don't wait by the phone.",
        "Send me something I can read on a long journey, it's the only time anyone gets me to "
        "sit still.",
        "Maybe, maybe. I'm like that with menus as well, I have to go round the whole thing "
        "before I order.",
        "Let me leave it to brew. My best decisions come in the bath, and I've had this week's.",
        "Another time, perhaps. I never buy shoes on the first visit either.",
        "Not yet, I don't think. I've jumped at things before, and told the story ever since.",
    ),
    Act.STEPPED_AWAY: (
        "Well, I'm speechless, and you'll have gathered how often that happens.",
        "You're telling me not to? I'll be dining out on that for weeks.",
        "Good heavens. The last person to turn me down that politely was a mortgage adviser.",
        "That's honest, that is. I'd sooner deal with somebody like you, so don't be a "
        "stranger if things change.",
        "I'd got a whole speech ready, and now I don't need it. Thank you, I think.",
        "I must say I respect that. Most people in your seat would've talked on, and I'd have "
        "let them.",
    ),
    Act.PAUSE: (
        "Ooh, a silence. I'm not good with those.",
        "Did I talk you to a standstill? It has been known.",
        "Well now, where had we got to?",
        "I'll fill that gap if you don't, I'm warning you.",
        "You've stopped, which is what people do when I finally stop.",
        "I was hoping you'd jump in there.",
        "No? Nothing? All right, I can wait, I'm told it's good for me.",
    ),
    Act.HANG_UP: (
        "I never thought I'd say this, but I've run out of conversation. Goodbye.",
        "I could stay on out of politeness, I usually do, but not today. I'm going.",
        "No, I'm sorry, I'm off. There's a sandwich with my name on it and it makes more sense.",
        "Right, that's me. I've been on hold with better company. Goodbye.",
        "Let's call it a day before I say something I'll have to tell as a story later. Bye.",
        "I've listened, which costs me something, and I've had enough. Cheerio.",
    ),
    Act.GOODBYE: (
        "Well, there we are, and I've talked the leg off the table again. Bye now.",
        "Look at that, I could have gone on for hours. Thank you, and mind how you go.",
        "Right, I'd better let you go, or I'll start on the holiday stories. Goodbye.",
        "Thank you for putting up with me. Cheerio.",
        "That flew by, for me at any rate. All the best to you.",
        "Away you go, and away I go. It's been a pleasure, mostly mine.",
    ),
}

AGAIN = (
    "That's the whole of that story, I promise you.",
    "There's no more to that one, much as I'd like there to be.",
    "I've run dry on that, and I don't often.",
    "That's the bottom of that barrel.",
    "I could go on, but I'd be making it up.",
    "I've nothing left on that one, and I had plenty.",
)
"""What is said where no more can be told; true also of what was never told."""
