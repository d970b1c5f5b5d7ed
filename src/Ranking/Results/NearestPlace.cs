using RagCluster.Ranking.Fusion;

namespace RagCluster.Ranking.Results;

/// <summary>
/// The last place of a list, for what is nearest to the query by its vector. Fusion weighs words and nearness together, so what says it in
/// other words than the query's comes after a dozen that share some; who reads all of a list anyway loses little by the one that goes.
/// </summary>
public static class NearestPlace
{
    /// <summary>Lists with fewer places have none to spare.</summary>
    public const int WantedMin = 5;

    /// <summary>Takes the best, and for the last place the nearest of those that are left.</summary>
    /// <param name="ranked">Candidates by their numbers, best first.</param>
    /// <param name="wanted">The most that are taken.</param>
    /// <param name="cosines">Each candidate's cosine with the query; null when that leg did not run.</param>
    /// <returns>Those taken, in their order: the last has no better score than the one before.</returns>
    public static IEnumerable<RankedItem> Take(IReadOnlyList<RankedItem> ranked, int wanted, IReadOnlyList<double?> cosines)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        ArgumentNullException.ThrowIfNull(cosines);
        if (wanted < WantedMin || ranked.Count <= wanted)
            return ranked.Take(wanted);
        return ranked.Take(wanted - 1).Append(ranked.Skip(wanted - 1).MaxBy(item => cosines[item.Item] ?? double.NegativeInfinity));
    }
}
