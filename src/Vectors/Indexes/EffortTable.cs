using System.Buffers.Binary;
using RagCluster.Vectors.Sections;

namespace RagCluster.Vectors.Indexes;

/// <summary>Which beam reached which recall on rows held back from the graph, for 10 and for 100 neighbours.</summary>
internal sealed class EffortTable
{
    /// <summary>The most points of one curve.</summary>
    internal const int PointsMax = 24;

    /// <summary>The numbers of neighbours that were measured.</summary>
    internal static readonly int[] Depths = [10, 100];

    private const int PointBytes = 8;

    // Aims at this share of the misses allowed: the curve is a sample's, and queries are seldom drawn quite as rows are.
    private const double MissShare = 0.8;
    private readonly EffortPoint[][] _curves;

    /// <summary>Takes a curve for each of <see cref="Depths"/>, by rising width.</summary>
    internal EffortTable(EffortPoint[][] curves) => _curves = curves;

    /// <summary>The beam for a recall.</summary>
    internal int WidthFor(int limit, double recall)
    {
        recall = 1 - (1 - recall) * MissShare;
        double few = WidthOn(_curves[0], Depths[0], recall);
        double many = WidthOn(_curves[1], Depths[1], recall);
        double width =
            limit <= Depths[0] ? few
            : limit <= Depths[1] ? few + (many - few) * (limit - Depths[0]) / (Depths[1] - Depths[0])
            : many * limit / Depths[1];
        return Math.Max(limit, (int)Math.Ceiling(width));
    }

    internal void Write(Span<byte> target)
    {
        foreach (EffortPoint[] curve in _curves)
        {
            BinaryPrimitives.WriteInt32LittleEndian(target, curve.Length);
            target = target[sizeof(int)..];
            foreach (EffortPoint point in curve)
            {
                BinaryPrimitives.WriteInt32LittleEndian(target, point.Width);
                BinaryPrimitives.WriteSingleLittleEndian(target[sizeof(int)..], point.Recall);
                target = target[PointBytes..];
            }
        }
    }

    internal static EffortTable Read(ReadOnlySpan<byte> source)
    {
        EffortPoint[][] curves = new EffortPoint[Depths.Length][];
        for (int i = 0; i < curves.Length; i++)
        {
            int count = BinaryPrimitives.ReadInt32LittleEndian(source);
            if (count is < 0 or > PointsMax)
                throw new InvalidVectorSectionException($"A table of efforts with {count} points is not possible.");
            source = source[sizeof(int)..];
            curves[i] = new EffortPoint[count];
            for (int point = 0; point < count; point++)
            {
                int width = BinaryPrimitives.ReadInt32LittleEndian(source);
                if (width is < 1 or > 1 << 20)
                    throw new InvalidVectorSectionException($"A beam of {width} is not possible.");
                curves[i][point] = new EffortPoint(width, BinaryPrimitives.ReadSingleLittleEndian(source[sizeof(int)..]));
                source = source[PointBytes..];
            }
        }

        return new EffortTable(curves);
    }

    // Misses fall about as a power of the width: between two points the line is drawn through their logarithms.
    private static double WidthOn(EffortPoint[] curve, int depth, double recall)
    {
        if (curve.Length == 0)
            return 2 * depth;
        for (int i = 0; i < curve.Length; i++)
        {
            if (curve[i].Recall < recall)
                continue;
            if (i == 0)
                return curve[0].Width;
            EffortPoint low = curve[i - 1];
            double missLow = Math.Log(Math.Max(1e-5, 1 - low.Recall));
            double missHigh = Math.Log(Math.Max(1e-5, 1 - curve[i].Recall));
            double share = missLow - missHigh <= 0 ? 1 : (missLow - Math.Log(Math.Max(1e-5, 1 - recall))) / (missLow - missHigh);
            return low.Width * Math.Pow((double)curve[i].Width / low.Width, Math.Clamp(share, 0, 1));
        }

        return curve[^1].Width;
    }
}
