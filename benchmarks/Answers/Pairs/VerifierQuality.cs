using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Grounding;
using RagCluster.Grounding.Tests.Calibration;
using RagCluster.Grounding.Tests.Verifying;
using RagCluster.Grounding.Verifying;

namespace RagCluster.AnswersBenchmark.Pairs;

/// <summary>How well the verifier tells supported sentences from unsupported ones.</summary>
internal static class VerifierQuality
{
    private const int Seed = 20_261;

    /// <summary>The pairs of the calibration half, or of the one that is held out.</summary>
    internal static List<LabelledPair> Pairs(QuestionSet set, bool isCalibrating, int sideMax) =>
        new GeneratedPairs(set, Seed).Balanced(isHeldOut: !isCalibrating, sideMax);

    /// <summary>Every pair of a half, not balanced.</summary>
    internal static IEnumerable<LabelledPair> All(QuestionSet set, bool isCalibrating) =>
        new GeneratedPairs(set, Seed).All().Where(pair => pair.IsHeldOut != isCalibrating);

    internal static void Print(QuestionSet set, bool isCalibrating, int sideMax)
    {
        List<LabelledPair> pairs = Pairs(set, isCalibrating, sideMax);
        string half = isCalibrating ? "calibration" : "held-out";
        double supportMin = new GroundingOptions().SupportMin;
        if (isCalibrating)
        {
            foreach (double least in (double[])[0.1, 0.2, 0.3, 0.4, 0.5])
                Measure(pairs, least, null).Print(FormattableString.Invariant($"verifier {half} SupportMin {least}"));
        }

        Dictionary<string, Tally> kinds = [];
        Measure(
                pairs,
                supportMin,
                (pair, support) =>
                {
                    if (!kinds.TryGetValue(pair.Kind, out Tally? tally))
                        kinds[pair.Kind] = tally = new Tally();
                    tally.Add(pair.IsSupported, !support.IsSupported);
                    // The wrongly judged are for reading, and only of the half that may be looked at.
                    if (isCalibrating && pair.IsSupported != support.IsSupported)
                        Console.Error.WriteLine($"[{pair.Kind}] {pair.Claim}\n    {support.Fault}\n    {pair.Source}");
                }
            )
            .Print($"verifier {half}");
        foreach ((string kind, Tally tally) in kinds.OrderBy(kind => kind.Key, StringComparer.Ordinal))
            tally.PrintRight($"verifier {half}: {kind.Replace(",", "", StringComparison.Ordinal)}");
        PrintCost(pairs, supportMin, half);
    }

    // Once more over the same pairs, with the lexicon read and the code compiled; reading the passage belongs to the cost.
    private static void PrintCost(List<LabelledPair> pairs, double supportMin, string half)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        Measure(pairs, supportMin, null);
        double total = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
        Figures.Print($"verifier {half}", "processor time a sentence", total / Math.Max(1, pairs.Count), "ms");
    }

    private static Tally Measure(List<LabelledPair> pairs, double supportMin, Action<LabelledPair, Support>? each)
    {
        SentenceVerifier verifier = new(supportMin);
        Tally tally = new();
        foreach (LabelledPair pair in pairs)
        {
            Support support = verifier.Verify(pair.Claim, PassageOf(pair));
            tally.Add(pair.IsSupported, !support.IsSupported);
            each?.Invoke(pair, support);
        }

        return tally;
    }

    internal static Passage PassageOf(LabelledPair pair) =>
        new(
            new Chunk(new ChunkId(new DocumentId("source"), 1, 0), 0, pair.Source.Length, pair.Source, [], null, null, 0),
            pair.Title,
            "source.txt",
            [],
            1,
            new PassageScores(null, null, null)
        );
}
