"""What a sentence states: a deed, a measure, a cause; in sentences of many voices."""

import pytest

from kit.lint.statements import states_cause, states_deed, states_measure

DEEDS = """
The warehouse lead swapped the old labels for new ones.
Labels reprinted, boxes relabelled.
My brother drove the parcels to the depot himself.
Our bookkeeper, Mrs Lim, filed the missing form.
In the meantime the wording is gone from every page.
A second packer was taken on.
Every buyer got a replacement.
We let the agency go.
Wrote to every buyer.
Besides, the old stock got shredded.
Customers have been informed by e-mail.
The wrong pages are now hidden.
We already send new cable to all buyer.
Both listings taken offline.
Immediate recall of the lot from the shelves.
The rest is fine, and the printer was replaced.
""".strip().splitlines()

NO_DEEDS = """
The rest is fine.
Our share of refunds is far below that of others.
Our late rate dropped sharply.
Complaints are down.
The lamp is loved and tested.
Buyers are satisfied.
The buyer admitted that the item was fine.
Other sellers do the same.
We have always respected the rules.
We never sold any copies.
No parcel was lost.
There was no infringement.
We object to the claim that we hid anything.
We think the reviewer made a mistake.
You should lift the points.
If you do not open the shop, we lose the season.
The matter should be dropped.
We reserve all rights.
The extract is official and beyond doubt.
For and on behalf of the shop
""".strip().splitlines()


@pytest.mark.parametrize("sentence", DEEDS)
def test_a_deed_is_told_by_its_verb_and_who_does_it(sentence):
    assert states_deed(sentence)


@pytest.mark.parametrize("sentence", NO_DEEDS)
def test_a_state_a_figure_an_opinion_a_plea_and_a_denial_are_no_deeds(sentence):
    assert not states_deed(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "We will look after quality better.",
        "Strict control of every process.",
        "Everything is under control.",
        "All staff are trained in compliance again.",
        "Quality is our strength, and from now on we look twice.",
    ],
)
def test_a_measure_is_what_is_done_or_comes(sentence):
    assert states_measure(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Trust is everything in our business.",
        "The quality of our lamps is excellent.",
        "Customers value our service.",
        "We disagree with this approach.",
        "Our quality score has recovered.",
        "Nobody doubts our commitment.",
    ],
)
def test_what_only_is_so_or_is_thought_is_no_measure(sentence):
    assert not states_measure(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["Our packers were careless.", "We misread the rules.", "The team had no experience.", "The seller's system is not mature."],
)
def test_a_fault_of_the_sellers_side_may_be_a_cause(sentence):
    assert states_cause(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "We have corrected the listing and informed the operations team.",
        "Your automated review misread the picture.",
        "You misunderstood the label.",
        "The clerk forgot the form, because the checklist had no line for it.",
        "He released it by mistake, as the release sheet did not ask for the model.",
        "The assistant went by memory, without a list.",
    ],
)
def test_a_remedy_the_platforms_doing_and_a_missing_control_are_no_vague_cause(sentence):
    assert not states_cause(sentence)
