using RagCluster.Vectors.Codes;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Sketches;

namespace RagCluster.Vectors.Indexes;

/// <summary>What is settled before the first link: codes, sizes and the order of insertion.</summary>
/// <param name="Shape">The sizes.</param>
/// <param name="Layout">Where everything goes.</param>
/// <param name="Scale">How rows become codes.</param>
/// <param name="Sketches">What sketches hold; null where they would not pay.</param>
/// <param name="Order">Rows in a random order; the first are in the upper layers, the last are held back for calibration.</param>
internal sealed record BuildPlan(IndexShape Shape, IndexLayout Layout, CodeScale Scale, SketchFit? Sketches, int[] Order)
{
    // A layer has this share of the one below.
    private const int LayerShare = 16;
    private const int BitRowsMin = 1000;

    internal static BuildPlan Draw(IVectorRows rows, int[] included, VectorIndexOptions options)
    {
        CodeScale scale = CodeScaleFit.Fit(rows, included);
        new Random(options.Seed).Shuffle(included);
        SketchFit? sketches = options.Metric == Metric.Euclidean ? null : SketchFit.Choose(rows, included, scale);
        IndexShape shape = new()
        {
            Metric = options.Metric,
            Dimensions = rows.Dimensions,
            RowCount = rows.Count,
            NodeCount = included.Length,
            Degree = options.Degree,
            UpperDegree = Math.Max(2, options.Degree / 2),
            HasBits =
                options.Bits == VectorBits.Always
                || (options.Bits == VectorBits.WherePaying && sketches is null && PaysBits(rows.Dimensions, included.Length)),
            HasSketches = sketches is not null,
            LayerSizes = LayerSizes(included.Length, options.ScannedMax),
        };
        return new BuildPlan(shape, new IndexLayout(shape), scale, sketches, included);
    }

    // Smaller indexes and shorter codes are compared in hardly more time than bits.
    private static bool PaysBits(int dimensions, int count) =>
        CodeBuffer.StrideOf(dimensions) >= SketchShape.StrideMin && count >= BitRowsMin;

    private static int[] LayerSizes(int count, int scannedMax)
    {
        List<int> sizes = new();
        while (count > 0 && (sizes.Count == 0 || count > scannedMax))
        {
            count = (count + LayerShare - 1) / LayerShare;
            sizes.Add(count);
        }

        return [.. sizes];
    }
}
