namespace RagCluster.Text.Chunking;

/// <summary>Packs the units of a section into chunks of at most the budget, each beginning with an overlap of whole sentences.</summary>
internal sealed class ChunkPacking(ChunkingOptions options)
{
    /// <summary>The ranges of units that make up a section's chunks, in order, with the tokens of each.</summary>
    internal IEnumerable<(int First, int End, int Tokens)> Pack(IReadOnlyList<TextUnit> units)
    {
        (int first, int tokens) = (0, 0);
        for (int i = 0; i < units.Count; i++)
        {
            if (i > first && tokens + units[i].Tokens > options.TokensMax)
            {
                yield return (first, i, tokens);
                first = OverlapStart(units, first, i);
                tokens = Sum(units, first, i);
            }

            tokens += units[i].Tokens;
        }

        if (first < units.Count)
            yield return (first, units.Count, tokens);
    }

    /// <summary>The first unit of the next chunk: as many sentences before <paramref name="next"/> as the overlap allows.</summary>
    private int OverlapStart(IReadOnlyList<TextUnit> units, int first, int next)
    {
        (int start, int tokens) = (next, 0);
        int room = Math.Min(options.OverlapTokens, options.TokensMax - units[next].Tokens);
        while (start - 1 > first && units[start - 1].Kind == UnitKind.Sentence && tokens + units[start - 1].Tokens <= room)
            tokens += units[--start].Tokens;
        return start;
    }

    private static int Sum(IReadOnlyList<TextUnit> units, int first, int end)
    {
        int tokens = 0;
        for (int i = first; i < end; i++)
            tokens += units[i].Tokens;
        return tokens;
    }
}
