using RagCluster.Ranking.Diversity;
using RagCluster.Ranking.Fusion;

namespace RagCluster.Ranking.Results;

/// <summary>
/// The way from what the legs found to what a reader gets: fuse, prune, diversify, limit, join. A pure function. It stands in two halves
/// because a model may order the best candidates anew between them: <see cref="Order"/> says which are the best, <see cref="Select"/> goes
/// on with any order.
/// </summary>
public static class ResultRanking
{
    // Beyond that many places of the result nothing is compared with everything: it would not get in.
    private const int ComparedPerPassage = 4;

    /// <summary>Both halves.</summary>
    /// <param name="candidates">What the legs found.</param>
    /// <param name="rules">How they become a result.</param>
    /// <returns>The passages, best first.</returns>
    public static IReadOnlyList<ResultPassage> Rank(CandidateSet candidates, RankingRules rules) =>
        Select(Order(candidates, rules), candidates, rules);

    /// <summary>Fuses the legs, and leaves out what repeats and what is beyond a document's share.</summary>
    /// <param name="candidates">What the legs found.</param>
    /// <param name="rules">How they become a result.</param>
    /// <returns>The candidates that stay, best first.</returns>
    public static IReadOnlyList<RankedItem> Order(CandidateSet candidates, RankingRules rules)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(rules);
        return candidates.Count == 0 ? [] : Prune(Fuse(candidates, rules), candidates, rules);
    }

    /// <summary>Prefers what is unlike the passages before, takes as many as are wanted, and joins neighbours.</summary>
    /// <param name="ordered">Candidates by their numbers, best first, no document with more than its share.</param>
    /// <param name="candidates">What the legs found.</param>
    /// <param name="rules">How they become a result.</param>
    /// <returns>The passages, best first.</returns>
    public static IReadOnlyList<ResultPassage> Select(IReadOnlyList<RankedItem> ordered, CandidateSet candidates, RankingRules rules)
    {
        ArgumentNullException.ThrowIfNull(ordered);
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(rules);
        RankedItem[] limited = [.. Limit(Diversify(ordered, candidates, rules), candidates, rules)];
        return rules.Joined == 1
            ? [.. limited.Select(item => new ResultPassage([item.Item], item.Item, item.Score))]
            : Join(limited, candidates, rules.Joined);
    }

    private static IReadOnlyList<RankedItem> Fuse(CandidateSet candidates, RankingRules rules)
    {
        return rules.Fusion switch
        {
            FusionRule.Bm25 => RankedItem.Order(candidates.Bm25.Select((score, i) => new RankedItem(i, score ?? ScoredLeg.Bm25Minimum))),
            FusionRule.Vectors => RankedItem.Order(
                candidates.Vectors.Select((score, i) => new RankedItem(i, score ?? ScoredLeg.CosineMinimum))
            ),
            FusionRule.Ranks => ReciprocalRankFusion.Fuse(
                [candidates.Bm25Order, candidates.VectorOrder],
                [1 - rules.DenseWeight, rules.DenseWeight]
            ),
            FusionRule.Scores => ConvexFusion.Fuse([
                new ScoredLeg(candidates.Bm25, ScoredLeg.Bm25Minimum, 1 - rules.DenseWeight),
                ScoredLeg.FromWorst(candidates.Vectors, rules.DenseWeight),
            ]),
            _ => throw new ArgumentOutOfRangeException(nameof(rules), rules.Fusion, "There is no such rule."),
        };
    }

    private static IReadOnlyList<RankedItem> Prune(IReadOnlyList<RankedItem> ranked, CandidateSet candidates, RankingRules rules)
    {
        IReadOnlyList<RankedItem> picked = ranked;
        if (rules.Deduplicate)
            picked = NearDuplicates.Remove([.. picked.Take(rules.PassagesMax * ComparedPerPassage)], item => candidates.Item(item).Text);
        return rules.PerDocumentMax is { } perDocument ? GroupCap.Apply(picked, candidates.Document, perDocument) : picked;
    }

    // The picked keep the scores that they had.
    private static IReadOnlyList<RankedItem> Diversify(IReadOnlyList<RankedItem> ranked, CandidateSet candidates, RankingRules rules)
    {
        if (rules.Diversity == 0)
            return ranked;
        RankedItem[] compared = [.. ranked.Take(rules.PassagesMax * ComparedPerPassage)];
        if (compared.Length == 0)
            return compared;
        Dictionary<int, Shingles> words = compared.ToDictionary(item => item.Item, item => Shingles.Of(candidates.Item(item.Item).Text, 1));
        Dictionary<int, double> scores = compared.ToDictionary(item => item.Item, item => item.Score);
        double least = compared.Min(item => item.Score);
        double range = Math.Max(compared.Max(item => item.Score) - least, double.Epsilon);
        RankedItem[] scaled = [.. compared.Select(item => item with { Score = (item.Score - least) / range })];
        RankedItem[] picked = MaximalMarginalRelevance.Select(
            scaled,
            (left, right) => words[left].Resemblance(words[right]),
            1 - rules.Diversity,
            rules.PassagesMax
        );
        return [.. picked.Select(item => item with { Score = scores[item.Item] })];
    }

    private static IEnumerable<RankedItem> Limit(IReadOnlyList<RankedItem> ranked, CandidateSet candidates, RankingRules rules) =>
        rules.IsGrouped ? FirstGroups.Take(ranked, candidates.Document, rules.Wanted).Take(rules.PassagesMax)
        : rules.HasNearest ? NearestPlace.Take(ranked, rules.Wanted, candidates.Vectors)
        : ranked.Take(rules.Wanted);

    private static IReadOnlyList<ResultPassage> Join(RankedItem[] ranked, CandidateSet candidates, int joinedMax)
    {
        Dictionary<int, double> scores = ranked.ToDictionary(item => item.Item, item => item.Score);
        int[][] runs = NeighbourMerging.Merge(ranked, item => PlaceOf(candidates.Item(item)), joinedMax);
        return [.. runs.SelectMany(run => Touching(run, candidates, scores)).OrderByDescending(passage => passage.Score)];
    }

    private static Place PlaceOf(Candidate candidate) => new($"{candidate.Document}/{candidate.Version}", candidate.Ordinal);

    // A text has to be verbatim: what lies between two passages that do not touch is not known, so a run ends there.
    private static IEnumerable<ResultPassage> Touching(int[] run, CandidateSet candidates, Dictionary<int, double> scores)
    {
        List<int> joined = [run[0]];
        foreach (int next in run.Skip(1))
        {
            int end = candidates.Item(joined[^1]).End;
            if (candidates.Item(next) is var item && (item.Start > end || item.End < end))
            {
                yield return Passage(joined, scores);
                joined = [];
            }

            joined.Add(next);
        }

        yield return Passage(joined, scores);
    }

    private static ResultPassage Passage(List<int> joined, Dictionary<int, double> scores)
    {
        // The first of those that score alike.
        int best = joined.MaxBy(item => scores[item]);
        return new ResultPassage([.. joined], best, scores[best]);
    }
}
