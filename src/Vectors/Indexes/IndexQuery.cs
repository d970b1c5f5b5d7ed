using RagCluster.Vectors.Graphs;
using RagCluster.Vectors.Rows;

namespace RagCluster.Vectors.Indexes;

/// <summary>What is searched for.</summary>
/// <param name="values">The query.</param>
/// <param name="filter">Which rows may be returned.</param>
/// <param name="width">The beam; 0 to compare all rows that pass.</param>
internal readonly ref struct IndexQuery(ReadOnlySpan<float> values, RowFilter filter, int width)
{
    internal readonly ReadOnlySpan<float> Values = values;
    internal readonly RowFilter Filter = filter;
    internal readonly int Width = width;

    /// <summary>The recall to reach; 0 where the caller named a beam.</summary>
    internal double Recall { get; init; }

    /// <summary>By what the slacks of a search are multiplied.</summary>
    internal double Effort { get; init; } = 1;

    /// <summary>By what a search ends; null where the caller named a beam.</summary>
    internal SlackTable? Slacks { get; init; }

    /// <summary>Where distances between codes begin.</summary>
    internal DistanceOrigin Origin { get; init; }

    /// <summary>What one unit of a distance between codes is worth.</summary>
    internal float Unit { get; init; }

    /// <summary>Whether a scan may leave rows that are most likely too far.</summary>
    internal bool LeavesRowsEarly { get; init; }

    /// <summary>How far sketches may stray from what is expected before a row is left; 0 where they are not asked.</summary>
    internal double SketchDeviations { get; init; }

    /// <summary>How far bits may stray from what they estimate before a row is left; 0 where they are not asked.</summary>
    internal double BitDeviations { get; init; }
}
