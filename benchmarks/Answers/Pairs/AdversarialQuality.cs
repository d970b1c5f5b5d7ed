using RagCluster.Grounding;
using RagCluster.Grounding.Tests.Verifying;
using RagCluster.Grounding.Verifying;

namespace RagCluster.AnswersBenchmark.Pairs;

/// <summary>How well the verifier tells what a source says from what is invented over it, on pairs that people wrote for this.</summary>
internal static class AdversarialQuality
{
    private const string Folder = "benchmarks/Answers/Pairs/Adversarial";
    private const string Fresh = "fresh/held-out-4";

    /// <summary>Prints precision and recall of "unsupported" for each file, and each kind.</summary>
    /// <param name="shared">The folder of shared data.</param>
    /// <param name="isCalibrating">The development files, with the wrongly judged on standard error; else those that are held out.</param>
    internal static void Print(string shared, bool isCalibrating)
    {
        foreach (string set in Sets(isCalibrating))
            PrintSet(shared, set, isCalibrating);
    }

    /// <summary>Prints the same of the file that is measured before and after a change of the verifier, and at no other time.</summary>
    /// <param name="shared">The folder of shared data.</param>
    internal static void PrintFresh(string shared) => PrintSet(shared, Fresh, isCalibrating: false);

    /// <summary>The files that weights may be fitted on, or those that they may not.</summary>
    internal static string[] Sets(bool isCalibrating) =>
        isCalibrating
            ? ["development", "development-2", "development-3", "development-4", "development-5", "development-6", "development-7"]
            : ["held-out", "held-out-2", "held-out-3"];

    /// <summary>The passages that held-out files use.</summary>
    internal static IEnumerable<string> HeldOutSources(string shared) =>
        Sets(isCalibrating: false)
            .Append(Fresh)
            .SelectMany(set => Pairs(shared, set, isCalibrating: false))
            .Select(pair => pair.Source)
            .Distinct();

    /// <summary>The pairs of one file.</summary>
    internal static IEnumerable<LabelledPair> Pairs(string shared, string set, bool isCalibrating)
    {
        string root = Checkout();
        return new AdversarialPairs(Path.Combine(root, "samples"), shared).Read(Path.Combine(root, Folder, $"{set}.txt"), !isCalibrating);
    }

    private static void PrintSet(string shared, string set, bool isCalibrating)
    {
        SentenceVerifier verifier = new(new GroundingOptions().SupportMin);
        Tally all = new();
        SortedDictionary<string, Tally> kinds = new(StringComparer.Ordinal);
        foreach (LabelledPair pair in Pairs(shared, set, isCalibrating))
        {
            Support support = verifier.Verify(pair.Claim, VerifierQuality.PassageOf(pair));
            if (!kinds.TryGetValue(pair.Kind, out Tally? tally))
                kinds[pair.Kind] = tally = new Tally();
            tally.Add(pair.IsSupported, !support.IsSupported);
            all.Add(pair.IsSupported, !support.IsSupported);
            if (isCalibrating && pair.IsSupported != support.IsSupported)
                Console.Error.WriteLine($"[{set} {pair.Kind}] {pair.Claim}\n    {support.Fault}");
        }

        all.Print($"adversarial {set}");
        foreach ((string kind, Tally tally) in kinds)
            tally.PrintRight($"adversarial {set}: {kind}");
    }

    private static string Checkout()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (Directory.Exists(Path.Combine(at.FullName, Folder)))
                return at.FullName;
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds {Folder}.");
    }
}
