namespace RagCluster.Text.Chunking;

/// <summary>A heading with what follows it up to the next heading, or several of them that became one.</summary>
internal sealed class Section(int level, string? heading, IReadOnlyList<string> parents)
{
    /// <summary>1 to 6; 0 for what stands before the first heading.</summary>
    internal int Level { get; } = level;

    /// <summary>The headings above this one, outermost first.</summary>
    internal IReadOnlyList<string> Parents { get; } = parents;

    /// <summary>The headings that its text stands under.</summary>
    internal IReadOnlyList<string> Path { get; private set; } = heading is null ? parents : HeadingPaths.Fit([.. parents, heading]);

    internal List<TextUnit> Units { get; } = [];

    internal int Tokens { get; private set; }

    /// <summary>Whether there is nothing but the heading.</summary>
    internal bool IsHeadingOnly => Units.TrueForAll(u => u.Kind == UnitKind.Heading);

    internal void Add(TextUnit unit)
    {
        Units.Add(unit);
        Tokens += unit.Tokens;
    }

    /// <summary>Takes in the section that follows; between siblings only what they share is left of the path.</summary>
    internal void Absorb(Section next)
    {
        if (next.Level <= Level)
            Path = Parents;
        foreach (TextUnit unit in next.Units)
            Add(unit);
    }
}
