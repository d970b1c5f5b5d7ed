using RagCluster.Ranking.Fusion;
using RagCluster.Ranking.Results;

namespace RagCluster.Ranking.Tests.Results;

/// <summary>What the legs found becomes a result, step by step and in one go.</summary>
public sealed class ResultRankingTests
{
    // Item 0 leads by words, item 1 by vectors, item 2 is second in both.
    private static readonly CandidateSet Legs = Set(("a", 10, 0.1), ("b", 1, 0.9), ("c", 8, 0.7));

    [Theory]
    [InlineData(FusionRule.Bm25, new[] { 0, 2, 1 })]
    [InlineData(FusionRule.Vectors, new[] { 1, 2, 0 })]
    [InlineData(FusionRule.Scores, new[] { 2, 1, 0 })]
    [InlineData(FusionRule.Ranks, new[] { 0, 1, 2 })]
    public void EachRule_OrdersByItsScores(FusionRule fusion, int[] expected) =>
        Assert.Equal(expected, Items(ResultRanking.Rank(Legs, new RankingRules(3) { Fusion = fusion })));

    [Theory]
    [InlineData(FusionRule.Scores)]
    [InlineData(FusionRule.Ranks)]
    public void TheWeight_DecidesBetweenTheLegs(FusionRule fusion)
    {
        Assert.Equal(0, Items(ResultRanking.Rank(Legs, new RankingRules(1) { Fusion = fusion, DenseWeight = 0 })).Single());
        Assert.Equal(1, Items(ResultRanking.Rank(Legs, new RankingRules(1) { Fusion = fusion, DenseWeight = 1 })).Single());
    }

    [Fact]
    public void EqualScores_StandByTheCandidatesNumbers() =>
        Assert.Equal([0, 1, 2], Items(ResultRanking.Rank(Set(("c", 1, 0.5), ("a", 1, 0.5), ("b", 1, 0.5)), new RankingRules(3))));

    [Fact]
    public void ALegThatDidNotRun_CountsAsItsLeast()
    {
        CandidateSet words = Of((new Candidate("a", "x"), 1), (new Candidate("b", "y"), 2));
        Assert.Equal([1, 0], Items(ResultRanking.Rank(words, new RankingRules(2) { Fusion = FusionRule.Bm25 })));
        Assert.Equal([1, 0], Items(ResultRanking.Rank(words, new RankingRules(2) { DenseWeight = 0.4 })));
    }

    [Fact]
    public void Nothing_BecomesNothing()
    {
        CandidateSet nothing = Of();
        RankingRules all = new(5)
        {
            Deduplicate = true,
            Diversity = 0.5,
            PerDocumentMax = 1,
            Joined = 3,
            IsGrouped = true,
        };
        Assert.Empty(ResultRanking.Order(nothing, all));
        Assert.Empty(ResultRanking.Rank(nothing, all));
    }

    [Fact]
    public void WhatRepeats_GoesInFavourOfTheBetter()
    {
        CandidateSet set = Of(
            Text("a", "the tower is very tall and white", 1),
            Text("b", "the tower is very tall and white", 3),
            Text("c", "fish is served at the harbour here", 2)
        );
        RankingRules rules = new(3) { Fusion = FusionRule.Bm25 };
        Assert.Equal([1, 2, 0], Items(ResultRanking.Rank(set, rules)));
        Assert.Equal([1, 2], Items(ResultRanking.Rank(set, rules with { Deduplicate = true })));
    }

    [Fact]
    public void ADocument_HasItsShareAndNoMore()
    {
        CandidateSet set = Set(("a", 9, 0), ("a", 8, 0), ("a", 7, 0), ("b", 1, 0));
        RankingRules rules = new(3) { Fusion = FusionRule.Bm25 };
        Assert.Equal([0, 1, 2], Items(ResultRanking.Rank(set, rules)));
        Assert.Equal([0, 1, 3], Items(ResultRanking.Rank(set, rules with { PerDocumentMax = 2 })));
    }

    [Fact]
    public void Groups_AreCountedInPassagesStead()
    {
        CandidateSet set = Set(("a", 9, 0), ("b", 8, 0), ("a", 7, 0), ("c", 6, 0), ("b", 5, 0));
        RankingRules rules = new(2)
        {
            Fusion = FusionRule.Bm25,
            IsGrouped = true,
            PassagesMax = 10,
        };
        Assert.Equal([0, 1, 2, 4], Items(ResultRanking.Rank(set, rules)));
        Assert.Equal([0, 1, 2], Items(ResultRanking.Rank(set, rules with { PassagesMax = 3 })));
    }

    [Fact]
    public void TheLastPlace_GoesToTheNearestThatIsLeft_WhereThereAreEnough()
    {
        CandidateSet set = Set(
            ("a", 9, 0.9),
            ("b", 8, 0),
            ("c", 7, 0),
            ("d", 6, 0),
            ("e", 5, 0),
            ("f", 4, 0.2),
            ("f", 3, 0.8),
            ("g", 2, 0.1)
        );
        RankingRules rules = new(5) { Fusion = FusionRule.Bm25, HasNearest = true };
        Assert.Equal([0, 1, 2, 3, 4], Items(ResultRanking.Rank(set, rules with { HasNearest = false })));
        Assert.Equal([0, 1, 2, 3, 6], Items(ResultRanking.Rank(set, rules)));
        Assert.Equal([0, 1, 2, 3, 5], Items(ResultRanking.Rank(set, rules with { PerDocumentMax = 1 })));
        Assert.Equal([0, 1, 2, 3], Items(ResultRanking.Rank(set, rules with { Wanted = 4 })));
        Assert.Equal(8, Items(ResultRanking.Rank(set, rules with { Wanted = 8 })).Count());
        // The vector leg did not run.
        CandidateSet words = set with
        {
            Vectors = [.. set.Vectors.Select(_ => (double?)null)],
        };
        Assert.Equal([0, 1, 2, 3, 4], Items(ResultRanking.Rank(words, rules)));
    }

    [Fact]
    public void Diversity_PrefersWhatIsUnlike_AndLeavesTheScores()
    {
        CandidateSet set = Of(Text("a", "one two three", 10), Text("b", "one two three", 9), Text("c", "four five six", 8));
        RankingRules rules = new(2) { Fusion = FusionRule.Bm25 };
        Assert.Equal([0, 1], Items(ResultRanking.Rank(set, rules)));
        IReadOnlyList<ResultPassage> diverse = ResultRanking.Rank(set, rules with { Diversity = 0.7 });
        Assert.Equal([(0, 10.0), (2, 8.0)], diverse.Select(passage => (passage.Best, passage.Score)));
    }

    [Fact]
    public void Neighbours_AreJoined_WhereTheyTouch()
    {
        CandidateSet set = Of(
            Place("a", 0, 0, 10, 1),
            Place("a", 1, 8, 20, 5),
            Place("a", 2, 25, 30, 3),
            Place("b", 3, 20, 30, 4),
            Place("a", 3, 30, 40, 2)
        );
        IReadOnlyList<ResultPassage> joined = ResultRanking.Rank(set, new RankingRules(5) { Fusion = FusionRule.Bm25, Joined = 4 });
        // 0 and 1 overlap; between 1 and 2 there is a gap; 2 and 4 touch; 3 is of another document.
        Assert.Equal(["0 1", "3", "2 4"], joined.Select(passage => string.Join(' ', passage.Items)));
        Assert.Equal([(1, 5.0), (3, 4.0), (2, 3.0)], joined.Select(passage => (passage.Best, passage.Score)));
    }

    [Fact]
    public void ARun_EndsAtItsLongest_AndVersionsAreNoNeighbours()
    {
        CandidateSet run = Of(Place("a", 0, 0, 10, 3), Place("a", 1, 10, 20, 2), Place("a", 2, 20, 30, 1));
        RankingRules rules = new(5) { Fusion = FusionRule.Bm25, Joined = 2 };
        Assert.Equal(["0 1", "2"], ResultRanking.Rank(run, rules).Select(passage => string.Join(' ', passage.Items)));
        CandidateSet versions = Of((run.Item(0), 3), (run.Item(1) with { Version = 2 }, 2));
        Assert.Equal(2, ResultRanking.Rank(versions, rules).Count);
    }

    [Fact]
    public void AnotherOrder_IsGoneOnWith()
    {
        RankingRules rules = new(2) { Fusion = FusionRule.Bm25 };
        IReadOnlyList<RankedItem> reordered =
        [
            .. ResultRanking.Order(Legs, rules).Reverse().Select((item, i) => new RankedItem(item.Item, 1 - (i / 10.0))),
        ];
        Assert.Equal([1, 2], Items(ResultRanking.Select(reordered, Legs, rules)));
    }

    [Fact]
    public void TheSameCandidates_GiveTheSameResult()
    {
        RankingRules rules = new(2)
        {
            Deduplicate = true,
            Diversity = 0.3,
            PerDocumentMax = 2,
            Joined = 3,
        };
        Assert.Equal(
            ResultRanking.Rank(Legs, rules).Select(passage => (passage.Best, passage.Score)),
            ResultRanking.Rank(Legs, rules).Select(passage => (passage.Best, passage.Score))
        );
    }

    [Theory]
    [InlineData(false, 0, 1, 0)]
    [InlineData(true, 0, 1, 8)]
    [InlineData(false, 0.5, 1, 8)]
    [InlineData(false, 0, 4, 2)]
    public void Candidates_AreLookedAt_OnlyToBeComparedOrJoined(bool deduplicate, double diversity, int joined, int lookedAt)
    {
        HashSet<int> items = [];
        CandidateSet twenty = Set([.. Enumerable.Range(0, 20).Select(i => ($"d{i}", 20.0 - i, 0.0))]);
        CandidateSet watched = twenty with
        {
            Item = item =>
            {
                items.Add(item);
                return twenty.Item(item);
            },
        };
        RankingRules rules = new(2)
        {
            Deduplicate = deduplicate,
            Diversity = diversity,
            Joined = joined,
            PerDocumentMax = 1,
            IsGrouped = true,
        };
        Assert.Equal(2, ResultRanking.Rank(watched, rules).Count);
        Assert.Equal(lookedAt, items.Count);
    }

    private static IEnumerable<int> Items(IReadOnlyList<ResultPassage> passages) => passages.SelectMany(passage => passage.Items);

    private static CandidateSet Set(params (string Document, double Bm25, double Vector)[] candidates) =>
        new(
            [.. candidates.Select(candidate => (double?)candidate.Bm25)],
            [.. candidates.Select(candidate => (double?)candidate.Vector)],
            item => candidates[item].Document,
            item => new Candidate(candidates[item].Document, $"text {item}") { Ordinal = 2 * item }
        )
        {
            Bm25Order = Order(candidates.Select(candidate => candidate.Bm25)),
            VectorOrder = Order(candidates.Select(candidate => candidate.Vector)),
        };

    // What words alone found.
    private static CandidateSet Of(params (Candidate Candidate, double Score)[] candidates) =>
        new(
            [.. candidates.Select(candidate => (double?)candidate.Score)],
            new double?[candidates.Length],
            item => candidates[item].Candidate.Document,
            item => candidates[item].Candidate
        );

    private static int[] Order(IEnumerable<double> scores) =>
        [.. RankedItem.Order(scores.Select((score, i) => new RankedItem(i, score))).Select(item => item.Item)];

    private static (Candidate, double) Text(string document, string text, double score) => (new Candidate(document, text), score);

    private static (Candidate, double) Place(string document, int ordinal, int start, int end, double score) =>
        (
            new Candidate(document, $"{document}{ordinal}")
            {
                Ordinal = ordinal,
                Start = start,
                End = end,
            },
            score
        );
}
