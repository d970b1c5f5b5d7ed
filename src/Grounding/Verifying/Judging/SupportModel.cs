using System.Globalization;

namespace RagCluster.Grounding.Verifying.Judging;

/// <summary>
/// The odds that a source does not say what a claim says: boosted trees of two levels over the features (J. Friedman, Greedy Function
/// Approximation, 2001). The weights come out of tools/fit-verifier.py, which fits them on the development pairs alone.
/// </summary>
internal static class SupportModel
{
    private const string Resource = "support-model.txt";
    private const int NodeCount = 3;

    private static readonly Lazy<Tree[]> Trees = new(Read);

    private readonly record struct Node(Feature Feature, double Threshold)
    {
        internal bool IsAbove(FeatureSet features) => features[Feature] > Threshold;
    }

    private sealed record Tree(Node Root, Node Low, Node High, double[] Leaves)
    {
        internal double Value(FeatureSet features) =>
            Root.IsAbove(features) ? Leaves[High.IsAbove(features) ? 3 : 2] : Leaves[Low.IsAbove(features) ? 1 : 0];
    }

    /// <summary>The probability that the source says it, 0 to 1.</summary>
    internal static double Probability(FeatureSet features) => 1 / (1 + Math.Exp(Odds(features)));

    /// <summary>The feature without which the source would be most likely to say it, or null.</summary>
    internal static Feature? Reason(FeatureSet features)
    {
        Feature? reason = null;
        double least = Odds(features);
        foreach (Feature feature in Enum.GetValues<Feature>())
        {
            if (features[feature] <= 0 || FaultMessages.Of(feature) is null)
                continue;
            double odds = Odds(features.Without(feature));
            if (odds < least)
                (reason, least) = (feature, odds);
        }

        return reason;
    }

    private static double Odds(FeatureSet features)
    {
        double odds = 0;
        foreach (Tree tree in Trees.Value)
            odds += tree.Value(features);
        return odds;
    }

    private static Tree[] Read()
    {
        using Stream file =
            typeof(SupportModel).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly does not hold its resource {Resource}.");
        using StreamReader lines = new(file);
        List<Tree> trees = [];
        while (lines.ReadLine() is { } line)
        {
            string[] parts = line.Split(' ');
            Node[] nodes =
            [
                .. Enumerable.Range(0, NodeCount).Select(i => new Node(Enum.Parse<Feature>(parts[2 * i]), Number(parts[(2 * i) + 1]))),
            ];
            trees.Add(new Tree(nodes[0], nodes[1], nodes[2], [.. parts[(2 * NodeCount)..].Select(Number)]));
        }

        return [.. trees];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
