using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Ranking.Diversity;
using RagCluster.Ranking.Fusion;

namespace RagCluster.Grains.Query;

/// <summary>Joins passages that follow each other in one document into longer ones.</summary>
internal static class JoinedPassages
{
    /// <summary>Joins neighbours.</summary>
    /// <param name="passages">Best first.</param>
    /// <param name="joinedMax">The most passages of one run.</param>
    /// <returns>The passages, a run at the place of its best one, with that one's scores and its first one's id.</returns>
    internal static Passage[] Join(Passage[] passages, int joinedMax)
    {
        if (joinedMax == 1)
            return passages;
        RankedItem[] ranked = [.. passages.Select((passage, i) => new RankedItem(i, passage.Score))];
        int[][] runs = NeighbourMerging.Merge(ranked, item => PlaceOf(passages[item].Chunk), joinedMax);
        return [.. runs.SelectMany(run => Join([.. run.Select(item => passages[item])])).OrderByDescending(passage => passage.Score)];
    }

    private static Place PlaceOf(Chunk chunk) => new($"{chunk.Id.Document}/{chunk.Id.Generation}", chunk.Id.Ordinal);

    // A text has to be verbatim: what lies between two chunks that do not touch is not known here.
    private static IEnumerable<Passage> Join(Passage[] run)
    {
        Passage joined = run[0];
        foreach (Passage next in run.Skip(1))
        {
            if (next.Chunk.Start <= joined.Chunk.End && next.Chunk.End >= joined.Chunk.End)
            {
                Passage better = next.Score > joined.Score ? next : joined;
                joined = better with { Chunk = Join(joined.Chunk, next.Chunk) };
                continue;
            }

            yield return joined;
            joined = next;
        }

        yield return joined;
    }

    private static Chunk Join(Chunk first, Chunk next)
    {
        int repeated = first.End - next.Start;
        return first with
        {
            End = next.End,
            Text = string.Concat(first.Text, next.Text.AsSpan(repeated)),
            PageLast = next.PageLast,
            PageBreaks = [.. first.PageBreaks.Concat(BreakBetween(first, next)).Concat(next.PageBreaks).Distinct().Order()],
            TokenCount = first.TokenCount + (int)((long)next.TokenCount * (next.Text.Length - repeated) / Math.Max(1, next.Text.Length)),
        };
    }

    private static IEnumerable<int> BreakBetween(Chunk first, Chunk next) =>
        first.PageLast < next.PageFirst && first.End == next.Start ? [next.Start] : [];
}
