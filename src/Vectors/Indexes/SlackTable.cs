using System.Buffers.Binary;
using RagCluster.Vectors.Sections;

namespace RagCluster.Vectors.Indexes;

/// <summary>How much slack a search needs for a recall, by the distance of its last neighbour, for 10 and for 100 neighbours.</summary>
internal sealed class SlackTable
{
    /// <summary>The recalls at which slacks are kept.</summary>
    internal static readonly float[] Recalls = [0.5f, 0.7f, 0.8f, 0.86f, 0.9f, 0.93f, 0.95f, 0.965f, 0.98f, 0.99f, 0.995f, 0.999f];

    /// <summary>The most distances of one depth.</summary>
    internal const int DistancesMax = 12;

    /// <summary>Bytes of a table.</summary>
    internal const int Bytes = 1280;

    // Aims at this share of the misses allowed: the table is a sample's, and questions need a little more than rows moved as far.
    private const double MissShare = 0.9;

    // A search with this slack looks at everything; none is larger. Kept where the neighbours were not found within the expansions allowed.
    private const float SlackMax = 4;

    // Where the graph does not lead to a high recall, one with so many times its misses is taken before all rows are compared: at a million
    // rows the one costs some ten thousand comparisons and the other a million, for the farthest queries out of a hundred.
    private const double MissesMost = 2.5;
    private const double MissesOfAnyMost = 0.03;
    private readonly SlackPoint[][] _curves;

    /// <summary>Takes a curve for each of <see cref="EffortTable.Depths"/>, by rising distance and with as many points.</summary>
    /// <param name="reach">The length of the longest row.</param>
    /// <param name="curves">The curves; the second one, or both, may be empty.</param>
    internal SlackTable(float reach, SlackPoint[][] curves)
    {
        Reach = reach;
        _curves = curves;
    }

    /// <summary>The length of the longest row: for inner products that of the nearest row there could be.</summary>
    internal float Reach { get; }

    /// <summary>Whether there are slacks for a number of neighbours.</summary>
    internal bool HasSlacksFor(int limit) =>
        _curves[0].Length > 0 && (limit <= EffortTable.Depths[0] || _curves[1].Length == _curves[0].Length);

    /// <summary>Writes the slacks for a recall.</summary>
    /// <param name="limit">Neighbours wanted.</param>
    /// <param name="recall">The recall.</param>
    /// <param name="distances">Written: the distances at which they are known.</param>
    /// <param name="slacks">Written.</param>
    /// <returns>How many were written.</returns>
    internal int Fill(int limit, double recall, Span<float> distances, Span<float> slacks)
    {
        float share = (float)
            Math.Clamp(
                Math.Log((double)limit / EffortTable.Depths[0]) / Math.Log((double)EffortTable.Depths[1] / EffortTable.Depths[0]),
                0,
                1
            );
        for (int i = 0; i < _curves[0].Length; i++)
        {
            SlackPoint few = _curves[0][i];
            (distances[i], slacks[i]) = (few.Distance, SlackAt(few.Slacks, recall));
            if (share == 0)
                continue;
            SlackPoint many = _curves[1][i];
            distances[i] += share * (many.Distance - distances[i]);
            slacks[i] += share * (SlackAt(many.Slacks, recall) - slacks[i]);
        }

        return _curves[0].Length;
    }

    /// <summary>The recall to aim at for one that is asked for.</summary>
    internal static double AimFor(double recall) => 1 - ((1 - recall) * MissShare);

    internal void Write(Span<byte> target)
    {
        WriteNext(ref target, Reach);
        foreach (SlackPoint[] curve in _curves)
        {
            BinaryPrimitives.WriteInt32LittleEndian(target, curve.Length);
            target = target[sizeof(int)..];
            foreach (SlackPoint point in curve)
            {
                WriteNext(ref target, point.Distance);
                foreach (float slack in point.Slacks)
                    WriteNext(ref target, MathF.Min(slack, SlackMax));
            }
        }
    }

    internal static SlackTable Read(ReadOnlySpan<byte> source)
    {
        float reach = ReadNext(ref source);
        SlackPoint[][] curves = new SlackPoint[EffortTable.Depths.Length][];
        for (int i = 0; i < curves.Length; i++)
        {
            int count = BinaryPrimitives.ReadInt32LittleEndian(source);
            if (count is < 0 or > DistancesMax)
                throw new InvalidVectorSectionException($"A table of slacks with {count} distances is not possible.");
            source = source[sizeof(int)..];
            curves[i] = new SlackPoint[count];
            for (int point = 0; point < count; point++)
            {
                float distance = ReadNext(ref source);
                float[] slacks = new float[Recalls.Length];
                for (int j = 0; j < slacks.Length; j++)
                    slacks[j] = ReadNext(ref source);
                if (!slacks.All(slack => slack is >= 0 and <= SlackMax))
                    throw new InvalidVectorSectionException("A slack of the search is not between 0 and its maximum.");
                curves[i][point] = new SlackPoint(distance, slacks);
            }
        }

        return new SlackTable(reach, curves);
    }

    // Misses fall about exponentially with the slack: between two recalls the line is drawn through their logarithms.
    private static float SlackAt(float[] slacks, double recall)
    {
        int above = 0;
        while (above < Recalls.Length && Recalls[above] < recall)
            above++;
        if (above == 0)
            return slacks[0];
        if (above == Recalls.Length)
            return slacks[^1];
        if (slacks[above] >= SlackMax)
            return LastWithin(slacks, (1 - recall) * MissesMost);
        double low = Math.Log(1 - Recalls[above - 1]);
        double share = (low - Math.Log(1 - recall)) / (low - Math.Log(1 - Recalls[above]));
        return slacks[above - 1] + (float)share * (slacks[above] - slacks[above - 1]);
    }

    private static float LastWithin(float[] slacks, double misses)
    {
        int last = Array.FindLastIndex(slacks, slack => slack < SlackMax);
        return last >= 0 && 1 - Recalls[last] <= Math.Min(misses, MissesOfAnyMost) ? slacks[last] : SlackMax;
    }

    private static void WriteNext(ref Span<byte> target, float value)
    {
        BinaryPrimitives.WriteSingleLittleEndian(target, value);
        target = target[sizeof(float)..];
    }

    private static float ReadNext(ref ReadOnlySpan<byte> source)
    {
        float value = BinaryPrimitives.ReadSingleLittleEndian(source);
        source = source[sizeof(float)..];
        return float.IsFinite(value) ? value : throw new InvalidVectorSectionException("A value in the table of slacks is not finite.");
    }
}
