using RagCluster.Vectors.Sketches;

namespace RagCluster.Vectors.Graphs;

/// <summary>
/// When a search has looked far enough: when the nearest node not expanded lies farther than the last neighbour wanted by more than a share
/// of that neighbour's own distance (Al-Jazzazi et al. 2025, "Distance Adaptive Beam Search"). A query far from all rows, around which
/// thousands of them lie at nearly one distance, is so searched longer than one in the middle of its neighbours. The share, the slack,
/// follows the distance: what it has to be was measured.
/// </summary>
internal readonly ref struct StopRule
{
    // No slack that was measured comes near it: it stands for distances at which the graph does not lead to the recall.
    private const float HopelessSlack = 1;
    private static readonly float SlackMost = MathF.BitDecrement(HopelessSlack);

    /// <summary>The neighbour whose distance is taken: 10 for the tenth nearest.</summary>
    internal required int Depth { get; init; }

    /// <summary>The distance of codes that a row equal to the query would have, and what one unit of it is worth.</summary>
    internal required DistanceOrigin Origin { get; init; }

    /// <summary>Distances at which slacks are known, rising.</summary>
    internal required ReadOnlySpan<float> Distances { get; init; }

    /// <summary>The slack at each of them.</summary>
    internal required ReadOnlySpan<float> Slacks { get; init; }

    /// <summary>Nodes so much farther than the last neighbour may still belong before it: codes are rounded.</summary>
    internal required int Margin { get; init; }

    /// <summary>Keys of distinct nodes that the scratch's beam holds at the start.</summary>
    internal required int SeedCount { get; init; }

    /// <summary>The most expansions, and the most candidates kept; the search then gives up.</summary>
    internal required int ExpansionsMax { get; init; }

    /// <summary>Tells far nodes without their codes, where there are sketches.</summary>
    internal SketchQuery Sketch { get; init; }

    /// <summary>
    /// A slack for more or less effort than was calibrated. What stands for a distance at which the graph does not lead to the recall
    /// stays, and nothing else becomes that.
    /// </summary>
    internal static float Scaled(float slack, double effort) =>
        slack >= HopelessSlack ? slack : MathF.Min((float)(slack * effort), SlackMost);

    /// <summary>The farthest node to expand, from the distance of the last neighbour wanted.</summary>
    internal int FarthestFor(int last)
    {
        double distance = Math.Max(0, last - Origin.Zero);
        return (int)Math.Min(int.MaxValue / 2, last + distance * SlackAt((float)(distance * Origin.Unit)));
    }

    /// <summary>Whether at the distance of the last neighbour wanted the graph does not lead to the recall.</summary>
    internal bool IsHopeless(int last) => SlackAt((float)(Math.Max(0, last - Origin.Zero) * Origin.Unit)) >= HopelessSlack;

    // Between two distances on the line through their slacks, beyond the ends as at the ends.
    private float SlackAt(float distance)
    {
        int above = 0;
        while (above < Distances.Length && Distances[above] < distance)
            above++;
        if (above == 0)
            return Slacks[0];
        if (above == Distances.Length)
            return Slacks[^1];
        float share = (distance - Distances[above - 1]) / (Distances[above] - Distances[above - 1]);
        return Slacks[above - 1] + share * (Slacks[above] - Slacks[above - 1]);
    }
}
