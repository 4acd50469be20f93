import numpy as np

from lint.near.samples import LEAST_CONTAINED, SAMPLE, AllSamples, take_samples


def sampled(one):
    large = len(one) >= LEAST_CONTAINED
    return [shingle for shingle in one.tolist() if large and shingle & int(SAMPLE) == 0]


def test_one_in_eight_is_sampled_of_what_is_no_phrase(prints_of, article):
    prints = prints_of([article(1), "", article(2, LEAST_CONTAINED + 3), article(3, 400)])
    sets = np.split(prints.shingles, prints.first[1:-1])
    assert [len(one) >= LEAST_CONTAINED for one in sets] == [True, False, False, True]
    samples = take_samples(prints)
    parts = np.split(samples.shingles, np.cumsum(samples.counts)[:-1])
    assert [part.tolist() for part in parts] == [sampled(one) for one in sets]
    assert 10 < samples.counts[0] < 40


def test_the_samples_of_a_corpus_are_those_of_its_batches(prints_of, article):
    texts, kept = [article(seed) for seed in range(5)], AllSamples()
    for part in (texts[:2], [], texts[2:]):
        kept.add(take_samples(prints_of(part)))
    whole, expected = kept.samples(), take_samples(prints_of(texts))
    assert whole.shingles.tolist() == expected.shingles.tolist()
    assert whole.counts.tolist() == expected.counts.tolist()
    kept.close()


def test_documents_that_share_a_sample_are_in_a_group(prints_of, article):
    shared = article(1)
    groups = take_samples(prints_of([shared, article(2), f"{shared} {article(3)}"])).groups()
    assert (np.diff(groups.first) > 0).tolist() == [True, False, True]


def test_nothing_has_no_samples():
    samples = AllSamples().samples()
    assert (samples.shingles.tolist(), samples.counts.tolist()) == ([], [])
    assert samples.groups().count == 0
