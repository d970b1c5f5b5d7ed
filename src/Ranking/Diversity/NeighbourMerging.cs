using RagCluster.Ranking.Fusion;

namespace RagCluster.Ranking.Diversity;

/// <summary>Joins items that follow each other in one source, so that a reader gets one longer passage instead of its pieces.</summary>
public static class NeighbourMerging
{
    /// <summary>Finds the runs of neighbours.</summary>
    /// <param name="ranked">Best first.</param>
    /// <param name="place">Where an item stands; no two items stand in one place.</param>
    /// <param name="runMax">The most items of one run, at least 1; a longer one is cut from its start.</param>
    /// <returns>Runs, each in the order of its source; the run with the best item first.</returns>
    public static int[][] Merge(IReadOnlyList<RankedItem> ranked, Func<int, Place> place, int runMax)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        ArgumentNullException.ThrowIfNull(place);
        ArgumentOutOfRangeException.ThrowIfLessThan(runMax, 1);
        IOrderedEnumerable<(int Item, int Rank, Place Place)> ranks = ranked
            .Select((item, rank) => (item.Item, Rank: rank, Place: place(item.Item)))
            .OrderBy(entry => entry.Place.Source, StringComparer.Ordinal)
            .ThenBy(entry => entry.Place.Ordinal);
        List<(List<int> Items, int BestRank, Place Last)> runs = new();
        foreach ((int item, int rank, Place at) in ranks)
        {
            bool continues =
                runs.Count > 0
                && runs[^1].Items.Count < runMax
                && runs[^1].Last.Source == at.Source
                && runs[^1].Last.Ordinal + 1 == at.Ordinal;
            if (continues)
            {
                runs[^1].Items.Add(item);
                runs[^1] = (runs[^1].Items, Math.Min(runs[^1].BestRank, rank), at);
            }
            else
            {
                runs.Add(([item], rank, at));
            }
        }

        return [.. runs.OrderBy(run => run.BestRank).Select(run => run.Items.ToArray())];
    }
}
