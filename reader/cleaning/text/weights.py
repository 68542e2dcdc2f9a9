"""Weights of the two rounds of logistic regression that tell an article's lines from the page's.

Fitted with ridge penalty 10 on line labels of 104 pages of 2019 in two text renderings, and on their article
parts alone; by five-fold cross-validation over pages they give .89 of 4-word shingles (F1), the rule "a dozen words
that end a sentence" gives .845 there.
"""

from __future__ import annotations

from typing import Final

FIRST_WEIGHTS: Final = {
    "bias": -1.230,
    "words": 0.157,
    "log_words": 1.324,
    "twelve": -0.346,
    "thirty": 0.183,
    "ends": 0.659,
    "cut": -1.307,
    "comma": 0.542,
    "inner_stop": 0.119,
    "bullet": -0.069,
    "lower_start": 0.517,
    "common_share": -0.721,
    "capital_share": -1.498,
    "digit_share": 0.130,
    "quote": 0.365,
    "speech": 0.191,
    "heading": -0.535,
    "pointer": -0.446,
    "plea": -0.645,
    "credit": -0.469,
    "stamp": -0.490,
    "control": -0.944,
    "consent": -1.036,
    "caption": -1.236,
    "dated": -1.023,
    "repeated": -0.008,
    "topic": 0.655,
    "bar_or_arrow": -0.188,
    "prose_before": 0.830,
    "prose_after": 0.612,
    "prose_near": 1.460,
    "words_before": 0.731,
    "words_after": 0.796,
    "first_prose": -1.412,
    "last_prose": -0.256,
    "position": -1.288,
    "no_case": -0.612,
}
SECOND_WEIGHTS: Final = {
    "bias": -0.294,
    "own": 1.675,
    "one_before": 0.366,
    "two_before": 0.491,
    "three_before": 0.269,
    "one_after": 0.584,
    "two_after": 0.658,
    "three_after": -0.021,
    "mean_near": 0.391,
    "mean_wide": -0.015,
    "most_before": 0.052,
    "most_after": -0.218,
    "words": 0.714,
    "ends": 0.328,
    "heading_between": -1.257,
    "short_between": -0.343,
    "topic": 0.663,
    "bullet": 0.060,
    "inside": 0.176,
    "own_inside": 0.525,
    "far_before": 0.001,
    "far_after": 1.432,
    "chance_mass": -2.279,
    "run_share": 0.617,
    "comments_before": -1.673,
    "short_inside": -0.219,
    "ending_before": -2.193,
}
