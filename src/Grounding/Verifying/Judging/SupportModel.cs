using System.Globalization;

namespace RagCluster.Grounding.Verifying.Judging;

/// <summary>
/// The odds that a source does not say what a claim says: boosted trees over the features (J. Friedman, Greedy Function
/// Approximation, 2001). The weights come out of tools/fit-verifier.py, which fits them on the development pairs alone.
/// </summary>
internal static class SupportModel
{
    private const string Resource = "support-model.txt";

    private static readonly Lazy<Tree[]> Trees = new(Read);

    private readonly record struct Node(Feature Feature, double Threshold);

    /// <summary>A full tree: the children of node i are 2i + 1, where its feature is at most the threshold, and 2i + 2.</summary>
    private sealed record Tree(Node[] Nodes, double[] Leaves)
    {
        internal double Value(FeatureSet features)
        {
            int at = 0;
            while (at < Nodes.Length)
                at = (2 * at) + (features[Nodes[at].Feature] > Nodes[at].Threshold ? 2 : 1);
            return Leaves[at - Nodes.Length];
        }
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
            // A feature and a threshold for each node, and one leaf more than nodes.
            int count = (parts.Length - 1) / 3;
            Node[] nodes =
            [
                .. Enumerable.Range(0, count).Select(i => new Node(Enum.Parse<Feature>(parts[2 * i]), Number(parts[(2 * i) + 1]))),
            ];
            trees.Add(new Tree(nodes, [.. parts[(2 * count)..].Select(Number)]));
        }

        return [.. trees];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
