namespace RagCluster.Text.Chunking;

/// <summary>
/// Merges sections too small to be worth a chunk. A section takes in the one that follows when that one is its child or
/// its sibling (never one at a higher level), both together fit the budget, and the first holds less than a quarter of it
/// or the second less than a sixteenth. A heading without text of its own always joins its first child.
/// </summary>
internal static class SectionMerging
{
    private const int TinyShare = 4;
    private const int ScrapShare = 16;

    internal static List<Section> Merge(IEnumerable<Section> sections, int tokensMax)
    {
        List<Section> merged = new();
        foreach (Section section in sections)
        {
            if (merged.Count > 0 && LeadsInto(merged[^1], section))
                merged[^1] = Prefixed(merged[^1], section);
            else if (merged.Count > 0 && Takes(merged[^1], section, tokensMax))
                merged[^1].Absorb(section);
            else
                merged.Add(section);
        }

        return merged;
    }

    private static bool Takes(Section first, Section next, int tokensMax)
    {
        bool isBelow = next.Level > first.Level || (next.Level == first.Level && next.Parents.SequenceEqual(first.Parents));
        if (!isBelow || next.IsHeadingOnly || first.Tokens + next.Tokens > tokensMax)
            return false;
        return first.Tokens * TinyShare < tokensMax || next.Tokens * ScrapShare < tokensMax;
    }

    private static bool LeadsInto(Section heading, Section next) => heading.IsHeadingOnly && next.Level > heading.Level;

    private static Section Prefixed(Section heading, Section next)
    {
        Section whole = new(next.Level, next.Path.Count > next.Parents.Count ? next.Path[^1] : null, next.Parents);
        foreach (TextUnit unit in heading.Units.Concat(next.Units))
            whole.Add(unit);
        return whole;
    }
}
