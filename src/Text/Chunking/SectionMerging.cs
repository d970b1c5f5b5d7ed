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

    // One at a time: millions of headings are refused before all of their sections are held.
    internal static IEnumerable<Section> Merge(IEnumerable<Section> sections, int tokensMax)
    {
        Section? open = null;
        foreach (Section section in sections)
        {
            if (open is not null && LeadsInto(open, section))
            {
                open = Prefixed(open, section);
            }
            else if (open is not null && Takes(open, section, tokensMax))
            {
                open.Absorb(section);
            }
            else
            {
                if (open is not null)
                    yield return open;
                open = section;
            }
        }

        if (open is not null)
            yield return open;
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
